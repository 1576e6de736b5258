import type { Release, Tier } from "../../topology/topology";
import { degrades, type Impact, needsPerson, recovers, survives, unknown } from "../impact";
import { replacementTime } from "../member-impact";
import { RECOVERY, type RecoveryTime } from "../recovery-times";

const ECS_SOURCE =
  "Amazon ECS API Reference, DeploymentConfiguration: a rolling release keeps the minimum healthy percent of the desired tasks; ServiceDeploymentCircuitBreaker: it has failed after 0.5 × desired tasks, 3 to 200, failed (read 2026-11)";

/** What a release that works does to a tier while it goes on; null where there is nothing to say. */
export function deploymentImpact(tier: Tier, release: Release): Impact | null {
  const { name } = tier;
  switch (release.way) {
    case "beside":
      return survives(`New members of ${name} serve before the old ones go.`);
    case "at-once":
      return survives(`AWS keeps ${name}'s old version until the new one is ready.`);
    case "in-place":
      return recovers(`${name} is one server: nothing answers while it is replaced or restarted.`, timeOf(tier), {
        capacityShare: 0,
      });
    case "unknown":
      return unknown(`How a release reaches the members of ${name} is not in the plan.`);
    default:
      return rollingImpact(tier, release);
  }
}

function rollingImpact(tier: Tier, { share }: Release): Impact {
  const { name } = tier;
  const left = leftDuring(tier, share);
  if (left === null && share < 1) return unknown(`How many members ${name} always has is not known at preview.`);
  if (left === null || left === tier.count) return survives(`New members of ${name} serve before the old ones go.`);
  if (left > 0) {
    return degrades(
      `A release leaves ${left} of ${tier.count} members of ${name}.`,
      left / (tier.count ?? 1),
      ECS_SOURCE,
    );
  }
  return recovers(`A release takes out every member of ${name} at once.`, timeOf(tier), { capacityShare: 0 });
}

/** Members that stay in service during a release, of those that are always there; an autoscaling group replaces one at least. */
function leftDuring({ count, type }: Tier, share: number): number | null {
  if (count === null) return null;
  const floor = Math.ceil(count * share);
  return type === "autoscaling/Group" && share <= 1 && floor >= count ? (share < 1 ? count - 1 : count) : floor;
}

function timeOf(tier: Tier): RecoveryTime {
  return tier.kind === "server" ? RECOVERY.instanceReplacement : replacementTime(tier);
}

/** What a release that does not work does to a tier; null where the plan does not show how releases reach it. */
export function badReleaseImpact(tier: Tier, release: Release): Impact | null {
  const { name } = tier;
  if (release.way === "unknown") return null;
  // A task that ends at once is noticed without any check.
  if (release.goesBack === null || (release.checked === null && !release.goesBack)) {
    return unknown(`Whether a bad release of ${name} is noticed and taken back is not known at preview.`);
  }
  if (release.way === "at-once" || release.way === "in-place") {
    return needsPerson(
      `A bad release of ${name} takes all of its requests at once: a person goes back to the last one.`,
    );
  }
  if (release.checked === false && !release.watched) {
    return needsPerson(
      `Nothing tells that new members of ${name} do not serve: a bad release takes the place of the good one.`,
    );
  }
  return checkedImpact(tier, release);
}

function checkedImpact(tier: Tier, { share, goesBack, watched }: Release): Impact {
  const { name, count } = tier;
  const left = leftDuring(tier, share);
  const rest = left === null || count === null ? share : left / count;
  if (rest === 0 && !goesBack)
    return needsPerson(`A bad release takes out every member of ${name}, and a person goes back.`);
  if (!goesBack) {
    return degrades(
      `The old members of ${name} serve, while new ones are started over and over until a person goes back.`,
      rest,
      ECS_SOURCE,
    );
  }
  if (watched) {
    return recovers(`Alarms take a bad release of ${name} back, also one that starts well.`, RECOVERY.releaseRollback, {
      capacityShare: rest,
    });
  }
  if (rest === 0) {
    return recovers(
      `A bad release takes out every member of ${name} until it is taken back.`,
      RECOVERY.releaseRollback,
      {
        capacityShare: 0,
      },
    );
  }
  const reason = `A bad release of ${name} that does not start is taken back; one that passes its health check and fails its users is not`;
  return rest < 1
    ? degrades(`${reason}, and ${left} of ${count} members serve meanwhile.`, rest, ECS_SOURCE)
    : survives(`${reason}.`);
}
