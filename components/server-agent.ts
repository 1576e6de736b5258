import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./access";
import type { Alarm } from "./alarm";

const NAMESPACE = "CWAgent";

/** What lets a server report figures of its own. */
export const AGENT_STATEMENT: Statement = { actions: ["cloudwatch:PutMetricData"], resources: ["*"] };

/** Bash that has CloudWatch's agent report how full memory and disks are: what AWS cannot see from outside. */
export function agentSetup(hasData: boolean): string {
  const settings = {
    agent: { metrics_collection_interval: 60, omit_hostname: true },
    metrics: {
      namespace: NAMESPACE,
      // The agent itself fills this in.
      append_dimensions: { InstanceId: `\${aws:InstanceId}` },
      aggregation_dimensions: [["InstanceId", "path"]],
      metrics_collected: {
        mem: { measurement: ["mem_used_percent"] },
        disk: { measurement: ["used_percent"], resources: hasData ? ["/", "/data"] : ["/"], drop_device: true },
      },
    },
  };
  const file = "/opt/aws/amazon-cloudwatch-agent/etc/app.json";
  return `cat > ${file} <<'AGENT'
${JSON.stringify(settings, null, 2)}
AGENT
/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:${file}`;
}

/** Alarms on what the agent reports. */
export function agentAlarms(instanceId: pulumi.Input<string>, hasData: boolean): readonly Alarm[] {
  const disk = (name: string, path: string, description: string): Alarm => ({
    name,
    runbook: `server-${name}`,
    description,
    namespace: NAMESPACE,
    metricName: "disk_used_percent",
    dimensions: { InstanceId: instanceId, path },
    statistic: "Maximum",
    when: { above: 80 },
  });
  const data = disk(
    "data-disk",
    "/data",
    "The data volume fills up. Raise dataGiB and restart the server, which then takes the new size.",
  );
  return [
    {
      name: "memory",
      runbook: "server-memory",
      description: "The server runs out of memory. Choose a larger type, or climb to the next rung.",
      namespace: NAMESPACE,
      metricName: "mem_used_percent",
      dimensions: { InstanceId: instanceId },
      statistic: "Average",
      when: { above: 90 },
      minutes: 10,
    },
    disk("disk", "/", "The server's own disk fills up. Look for logs and old images; a new server starts clean."),
    ...(hasData ? [data] : []),
  ];
}
