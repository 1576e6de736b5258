import { Arguments, part } from "../arguments";
import { counted } from "../charge";
import type { Pricer } from "../context";
import { chunks } from "./chunks";

/** A queue: by request, one for each 64 KiB of payload. */
export const sqsQueue: Pricer = (resource, { usage }) =>
  part(() => {
    const fifo = new Arguments(resource.inputs).flag("fifoQueue") === true;
    const requests = chunks(usage.number("monthly_requests"), usage.number("request_size_kb"), 64);
    return [counted("Requests", fifo ? "sqs.fifo" : "sqs.standard", requests, 1e6, "1M requests")];
  });
