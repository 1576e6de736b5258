import type { Guard, Redrive, Tier, Withheld } from "../../topology/topology";
import { degrades, type Impact, needsPerson, recovers, survives, unknown } from "../impact";
import { RESTORE_LOSS } from "../recovery-times";

const KEY_SOURCE =
  "AWS KMS Cryptographic Details, Deleting keys: 7 to 30 days, 30 without a choice; every use fails meanwhile (read 2026-11)";
const SECRET_SOURCE =
  "AWS Secrets Manager API Reference, DeleteSecret: 7 to 30 days, 30 without a choice; its value cannot be retrieved meanwhile (read 2026-11)";
const QUEUE_SOURCE =
  "Amazon SQS API Reference, CreateQueue: messages are kept 4 days without a choice, 1 minute to 14 days; Developer Guide, Dead-letter queues (read 2026-11)";

/** What the deletion of what holds a tier's data does to it. */
export function deletionImpact({ name }: Tier, { guarded, lossSeconds }: Guard): Impact {
  if (guarded === null) return unknown(`Whether ${name} is protected from deletion is not known at preview.`);
  if (guarded) return survives(`${name} cannot be deleted by mistake.`);
  if (lossSeconds === null) {
    return needsPerson(`${name} can be deleted by mistake, and the plan shows no way back to its data.`, null);
  }
  return needsPerson(
    `${name} can be deleted by mistake: a person restores it, if its backups were not deleted with it.`,
    lossSeconds,
    RESTORE_LOSS.source,
  );
}

/** What one message that cannot be processed does to its queue. */
export function poisonImpact({ name }: Tier, redrive: Redrive): Impact {
  switch (redrive.kind) {
    case "aside":
      return survives(`What cannot be processed of ${name} is put aside; the rest goes on.`);
    case "dropped":
      return needsPerson(`What cannot be processed of ${name} is tried a few times and then lost.`, null);
    case "returns":
      return degrades(
        `What cannot be processed of ${name} comes back again and again for ${days(redrive.seconds)}, and is then lost.`,
        1,
        QUEUE_SOURCE,
      );
    case "blocks":
      return recovers(
        `What comes after a message of ${name} that cannot be processed waits until that expires, in ${days(redrive.seconds)}, and is lost.`,
        { seconds: redrive.seconds, source: QUEUE_SOURCE },
        { dataLossSeconds: null, capacityShare: 0 },
      );
    default:
      return unknown(`What becomes of a message of ${name} that cannot be processed is not known at preview.`);
  }
}

/** What the deletion of a key or secret does to those who need it. */
export function withheldImpact({ kind, windowDays }: Withheld): Impact {
  const back = windowDays === null ? "as long as AWS waits" : `for which there are ${windowDays} days`;
  if (kind === "key") {
    return needsPerson(`What it encrypts cannot be read until a person cancels its deletion, ${back}.`, 0, KEY_SOURCE);
  }
  if (windowDays === 0) {
    return needsPerson(
      "It is deleted at once: what is started anew fails until a person makes another.",
      0,
      SECRET_SOURCE,
    );
  }
  return degrades(
    `What runs knows it; what is started anew fails until a person takes its deletion back, ${back}.`,
    1,
    SECRET_SOURCE,
  );
}

function days(seconds: number): string {
  const whole = Math.round(seconds / 8640) / 10;
  return whole < 1 ? `${Math.round(seconds / 3600)} hours` : `${whole} days`;
}
