import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { distributionFaults, domainFaults, listenerFaults, parameterFaults } from "./faults/traffic-is-encrypted";

/** What travels in the open is read and changed on the way. */
export const trafficIsEncrypted = rule({
  name: "traffic-is-encrypted",
  displayName: "Traffic is encrypted",
  description: "What users and services send must go over TLS 1.2 or later.",
  severity: "high",
  kind: "security",
  tags: ["security", "network"],
  remediationSteps:
    'Redirect HTTP to HTTPS, set `sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06"`, `minimumProtocolVersion: ' +
    '"TLSv1.2_2021"`, `securityPolicy: "TLS_1_2"`, and leave `rds.force_ssl` on.',
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_transit_encrypt.html",
  judge: (subject) => [
    ...faultsOf(subject, ["lb/Listener"], (listener) => listenerFaults(subject, listener)),
    ...faultsOf(subject, ["cloudfront/Distribution"], distributionFaults),
    ...faultsOf(subject, ["apigateway/DomainName", "apigatewayv2/DomainName"], domainFaults),
    ...faultsOf(subject, ["rds/ParameterGroup", "rds/ClusterParameterGroup"], parameterFaults),
  ],
});
