import { Arguments, part } from "../arguments";
import { beyondInfracost, byUsage, hourly, onlyInfracost } from "../charge";
import type { Pricer } from "../context";
import { SNAPSHOT_DATE } from "../prices/table";

/** A repository of images: by GB stored. */
export const ecrRepository: Pricer = (_resource, { usage }) => [
  byUsage("Storage", "ecr.storage", usage.number("storage_gb"), "GB"),
];

/** An ECS cluster is free; Container Insights publishes its metrics at the price of custom ones. */
export const ecsCluster: Pricer = (resource, { usage }) =>
  part(() => {
    const settings = new Arguments(resource.inputs).records("settings");
    const observed = settings.some(
      (each) => each.text("name") === "containerInsights" && each.text("value") !== "disabled",
    );
    if (!observed) return [];
    return [
      byUsage("Container Insights metrics", "cloudwatch.metric", usage.number("monthly_metrics"), "metrics", {
        beyondInfracost: true,
      }),
    ];
  });

/**
 * Last day of standard support per Kubernetes version; a later cluster pays extended support.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
const STANDARD_SUPPORT_ENDS: { readonly [version: string]: string } = {
  "1.23": "2023-10-11",
  "1.24": "2024-01-31",
  "1.25": "2024-05-01",
  "1.26": "2024-06-11",
  "1.27": "2024-07-24",
  "1.28": "2024-11-26",
  "1.29": "2025-03-23",
  "1.30": "2025-07-23",
  "1.31": "2025-11-26",
  "1.32": "2026-03-23",
  "1.33": "2026-07-29",
  "1.34": "2026-12-02",
};

/** End of standard support of the last version that infracost knows to be in extended support (2026-08-21). */
const LAST_KNOWN_TO_INFRACOST = "2025-03-23";

/** An EKS control plane: by the hour, more once its version is out of standard support. */
export const eksCluster: Pricer = (resource) =>
  part(() => {
    const version = new Arguments(resource.inputs).text("version");
    const ends = version === undefined ? undefined : STANDARD_SUPPORT_ENDS[version];
    const standard = hourly("EKS cluster", "eks.cluster", 1);
    if (ends === undefined || ends >= SNAPSHOT_DATE) return [standard];
    const extended = hourly("EKS cluster (extended support)", "eks.cluster.extended_support", 1);
    if (ends <= LAST_KNOWN_TO_INFRACOST) return [extended];
    return [...beyondInfracost([extended]), ...onlyInfracost([standard])];
  });
