import type * as pulumi from "@pulumi/pulumi";
import type { Alarm } from "./alarm";

/** The alarms of NAT gateways: each carries 55,000 connections at once to any one place (docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html, read 2026-11-21). */
export function natAlarms(ids: readonly pulumi.Input<string>[]): readonly Alarm[] {
  return ids.map((NatGatewayId, index) => ({
    name: `nat-ports-${index + 1}`,
    runbook: "network-nat-ports",
    namespace: "AWS/NATGateway",
    metricName: "ErrorPortAllocation",
    dimensions: { NatGatewayId },
    statistic: "Sum",
    when: { above: 0 },
    description: "A NAT gateway has no port left, and connections out fail. Look for code that opens one per request.",
  }));
}
