import Big from "big.js";
import type { PlannedResource } from "../../plan";
import { text } from "../../value";
import { Arguments, part } from "../arguments";
import { byUsage, type Charge, type Component, counted, gap, rarelyUsed } from "../charge";
import type { Pricer, PricingContext } from "../context";
import { type Price, SNAPSHOT_DATE } from "../prices/table";
import { product, type Usage } from "../usage";
import { chunks } from "./chunks";
import { TOPIC, TOPIC_SUBSCRIPTION } from "./types";

interface Channel {
  readonly item: string;
  readonly usage: string;
  readonly key: string;
  /** Protocols of a subscription that use it. */
  readonly protocols: readonly string[];
  /** Deliveries a month that are always free. */
  readonly free: number;
  readonly per: number;
  readonly unit: string;
}

const CHANNELS: readonly Channel[] = [
  {
    item: "HTTP/HTTPS notifications (over 100k)",
    usage: "http_subscriptions",
    key: "sns.http",
    protocols: ["http", "https"],
    free: 100_000,
    per: 1e5,
    unit: "100k notifications",
  },
  {
    item: "Email/Email-JSON notifications (over 1k)",
    usage: "email_subscriptions",
    key: "sns.email",
    protocols: ["email", "email-json"],
    free: 1000,
    per: 1e5,
    unit: "100k notifications",
  },
  {
    item: "Kinesis Firehose notifications",
    usage: "kinesis_subscriptions",
    key: "sns.firehose",
    protocols: ["firehose"],
    free: 0,
    per: 1e6,
    unit: "1M notifications",
  },
  {
    item: "Mobile Push notifications",
    usage: "mobile_push_subscriptions",
    key: "sns.mobile_push",
    protocols: ["application"],
    free: 0,
    per: 1e6,
    unit: "1M notifications",
  },
  {
    item: "MacOS notifications",
    usage: "macos_subscriptions",
    key: "sns.mobile_push",
    protocols: [],
    free: 0,
    per: 1e6,
    unit: "1M notifications",
  },
];

/** A topic: published requests, and deliveries by the channels that are subscribed. */
export const snsTopic: Pricer = (resource, context) =>
  part(() => {
    const subscriptions = context.referrers(TOPIC_SUBSCRIPTION);
    const fifo = new Arguments(resource.inputs).flag("fifoTopic") === true;
    return fifo ? fifoTopic(subscriptions, context) : standardTopic(subscriptions, context);
  });

function standardTopic(subscriptions: readonly PlannedResource[], { usage }: PricingContext): readonly Component[] {
  const requests = chunks(usage.number("monthly_requests"), usage.number("request_size_kb"), 64);
  const protocols = subscriptions.map((each) => text(each.inputs.protocol) ?? "");
  const delivered = (channel: Channel): Charge => {
    const charge = counted(
      channel.item,
      channel.key,
      deliveries(usage.number(channel.usage), requests, channel.free),
      channel.per,
      channel.unit,
    );
    return channel.protocols.some((each) => protocols.includes(each)) ? charge : rarelyUsed(charge);
  };
  return [
    counted("API requests (over 1M)", "sns.requests", above(requests, 1_000_000), 1e6, "1M requests"),
    ...CHANNELS.map(delivered),
    ...textMessages(usage, requests, protocols.includes("sms")),
  ];
}

function textMessages(usage: Usage, requests: Big | null, subscribed: boolean): readonly Component[] {
  const usd = usage.number("sms_notification_price");
  const sent = deliveries(usage.number("sms_subscriptions"), requests, 100);
  if (usd !== null) {
    return [counted("SMS notifications (over 100)", declared(usd), sent, 100, "100 notifications")];
  }
  if (!subscribed && (sent === null || sent.eq(0))) return [];
  return [gap("the price of a text message depends on its country: declare it as `sms_notification_price`")];
}

/** The price of a text message depends on country and carrier, so the caller declares it. */
function declared(usd: Big): Price {
  return {
    key: "declared.sms_notification",
    unit: "notification",
    usd: usd.toFixed(),
    source: "declared",
    asOf: SNAPSHOT_DATE,
    confidence: "C",
  };
}

function above(requests: Big | null, free: number): Big | null {
  if (requests === null) return null;
  return requests.gt(free) ? requests.minus(free) : new Big(0);
}

function deliveries(subscribers: Big | null, requests: Big | null, free: number): Big | null {
  if (subscribers?.eq(0) === true || requests?.eq(0) === true) return new Big(0);
  return above(product(subscribers, requests), free);
}

function fifoTopic(subscriptions: readonly PlannedResource[], { usage }: PricingContext): readonly Component[] {
  const requests = usage.number("monthly_requests");
  const payload = product(requests, usage.number("request_size_kb")?.div(1e6) ?? null);
  const many = subscriptions.length;
  return [
    counted("FIFO Publish API requests", "sns.fifo.publish", requests, 1e6, "1M requests"),
    byUsage("FIFO Publish API payload", "sns.fifo.publish_payload", payload, "GB"),
    ...(many === 0
      ? []
      : [
          counted("FIFO notifications", "sns.fifo.notification", product(requests, many), 1e6, "1M notifications"),
          byUsage("FIFO notification payload", "sns.fifo.notification_payload", product(payload, many), "GB"),
        ]),
  ];
}

/** A subscription over HTTP is billed by delivery: on its topic, or here where the topic is not in the plan. */
export const snsSubscription: Pricer = (resource, context) => {
  if (!["http", "https"].includes(text(resource.inputs.protocol) ?? "")) return [];
  const { usage } = context;
  const requests = chunks(usage.number("monthly_requests"), usage.number("request_size_kb"), 64);
  const delivered = counted("HTTP notifications", "sns.http", requests, 1e6, "1M notifications");
  return [context.referenced("topic", TOPIC).length > 0 ? rarelyUsed(delivered) : delivered];
};
