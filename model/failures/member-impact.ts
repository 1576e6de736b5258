import type { Tier } from "../topology/topology";
import { degrades, type Impact, needsPerson, recovers, survives, unknown } from "./impact";
import { RECOVERY, RESTORE_LOSS, type RecoveryTime } from "./recovery-times";
import { shareWithoutMember } from "./shares-of-zones";

/** What the loss of a host does to a tier whose members may all be on it. */
export function hostImpact(tier: Tier): Impact {
  const reason = `${tier.name} fills one host before it takes the next: all of its tasks may be on the one that is lost.`;
  return recovers(reason, replacementTime(tier), { capacityShare: 0 });
}

/** What the loss of one member does to its tier. */
export function memberImpact(tier: Tier): Impact {
  switch (tier.kind) {
    case "database":
    case "replica":
      return databaseImpact(tier);
    case "cache":
      return cacheNodeImpact(tier);
    default:
      return workloadImpact(tier);
  }
}

function workloadImpact(tier: Tier): Impact {
  const { count, name } = tier;
  // Spot capacity alone: AWS may take all of it back at once.
  if (count === 0) {
    return recovers(`${name} has no member that is always there: all may be gone at once.`, replacementTime(tier), {
      capacityShare: 0,
    });
  }
  if (count === null) return unknown(`How many members ${name} always has is not known at preview.`);
  if (count > 1) {
    return survives(`${name} goes on with ${count - 1} of ${count} members.`, shareWithoutMember(tier));
  }
  if (tier.healing === "replaced") {
    return recovers(`${name} has one member: nothing answers until another has started.`, replacementTime(tier), {
      capacityShare: 0,
    });
  }
  return needsPerson(
    `${name} is one server that nothing replaces: automatic recovery covers a failed host, not a crashed system or a lost disk.`,
    tier.stateful ? null : 0,
  );
}

function databaseImpact(tier: Tier): Impact {
  const { name } = tier;
  if (tier.healing === "unknown") return unknown(`Whether ${name} has a standby is not known at preview.`);
  if (tier.healing === "standby") return recovers(`${name} fails over to its standby.`, failoverTime(tier));
  if (tier.type.endsWith("ClusterInstance")) {
    return needsPerson(
      `${name} is named by its own endpoint, which stays with it when its cluster fails over: a person points its callers at the cluster's.`,
    );
  }
  if (tier.healing === "replaced") {
    return recovers(`${name} has one instance: the cluster makes it again on its own data.`, RECOVERY.auroraRecreate, {
      capacityShare: 0,
    });
  }
  if (tier.kind === "replica") return needsPerson(`${name} has no standby; a person makes another replica.`);
  return needsPerson(
    `${name} has no standby: if its storage is lost, a person restores a backup to a new instance.`,
    RESTORE_LOSS.seconds,
    RESTORE_LOSS.source,
  );
}

function cacheNodeImpact(tier: Tier): Impact {
  const { count, name } = tier;
  if (tier.healing === "unknown" || count === null)
    return unknown(`Whether ${name} has a replica is not known at preview.`);
  if (tier.healing === "standby")
    return recovers(`${name} promotes a replica; until then its callers are without it.`, RECOVERY.cacheFailover, {
      dataLossSeconds: null,
    });
  if (count > 1 && tier.type === "elasticache/Cluster") {
    return degrades(`${name} loses the part of its contents that one of ${count} nodes holds.`, (count - 1) / count);
  }
  const why = count > 1 ? "has automatic failover off" : "has one node";
  return recovers(`${name} ${why}: it is away until the node is replaced, empty.`, RECOVERY.cacheReplacement, {
    dataLossSeconds: null,
    capacityShare: 0,
  });
}

/** How long a standby of this kind takes to take over. */
export function failoverTime(tier: Tier): RecoveryTime {
  if (tier.kind === "cache") return RECOVERY.cacheFailover;
  if (tier.type !== "rds/Cluster") return RECOVERY.rdsFailover;
  return tier.parts.length > 1 ? RECOVERY.auroraFailover : RECOVERY.rdsClusterFailover;
}

/** How long a new member of this kind takes until it serves. */
export function replacementTime(tier: Tier): RecoveryTime {
  return tier.type === "autoscaling/Group" ? RECOVERY.instanceReplacement : RECOVERY.taskReplacement;
}
