import type { PlannedResource } from "../../../model/plan";
import { flag, list, number, type PropertyMap, record, text } from "../../../model/value";
import type { Faults } from "../../each-resource";
import type { Subject } from "../../subject";

/** Before TLS 1.2, or with ciphers that are broken (Elastic Load Balancing User Guide, November 2026). */
const OLD_LISTENER =
  /^ELBSecurityPolicy-(2015-05|2016-08|TLS-1-0-2015-04|TLS-1-1-2017-01|FS-2018-06|FS-1-1-2019-08|TLS13-1-0-2021-06|TLS13-1-1-2021-06)$/;
const OLD_CDN = new Set(["SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"]);

export function listenerFaults({ index }: Subject, { inputs, ...listener }: PlannedResource): Faults {
  const balancer = index.one({ inputs, ...listener }, "loadBalancerArn", "lb/LoadBalancer");
  const kinds = list(inputs.defaultActions).map((action) => text(record(action).type));
  const isPublic =
    balancer !== undefined && (balancer.inputs.internal === undefined || flag(balancer.inputs.internal) === false);
  const plain =
    (text(inputs.protocol)?.toUpperCase() ?? "") === "HTTP" ||
    (inputs.protocol === undefined && number(inputs.port) === 80);
  const policy = text(inputs.sslPolicy);
  return [
    isPublic &&
      plain &&
      kinds.includes("forward") &&
      `takes requests over plain HTTP from the internet and forwards them`,
    policy !== undefined &&
      OLD_LISTENER.test(policy) &&
      `takes TLS before 1.2 or weak ciphers (\`sslPolicy: "${policy}"\`)`,
  ];
}

export function distributionFaults({ inputs }: PlannedResource): Faults {
  const certificate = record(list(inputs.viewerCertificate)[0] ?? inputs.viewerCertificate);
  const behaviours = [
    record(list(inputs.defaultCacheBehavior)[0] ?? inputs.defaultCacheBehavior),
    ...list(inputs.orderedCacheBehaviors).map(record),
  ];
  const lowest = text(certificate.minimumProtocolVersion);
  return [
    behaviours.some((each) => text(each.viewerProtocolPolicy) === "allow-all") &&
      'answers over plain HTTP (`viewerProtocolPolicy: "allow-all"`)',
    // With CloudFront's own certificate the version cannot be chosen.
    flag(certificate.cloudfrontDefaultCertificate) !== true &&
      lowest !== undefined &&
      OLD_CDN.has(lowest) &&
      `takes ${lowest} (\`minimumProtocolVersion\`)`,
    ...list(inputs.origins).map(record).map(originFault),
  ];
}

/** A bucket's website answers over plain HTTP only; of a name that is not known it may be one. */
function originFault({ domainName, customOriginConfig }: PropertyMap): string | undefined {
  const how = text(record(list(customOriginConfig)[0] ?? customOriginConfig).originProtocolPolicy);
  const host = text(domainName);
  return how === "http-only" && host !== undefined && !/\.s3-website[.-]/.test(host)
    ? `asks ${host} over plain HTTP (\`originProtocolPolicy: "http-only"\`)`
    : undefined;
}

export function domainFaults({ inputs }: PlannedResource): Faults {
  const block = record(list(inputs.domainNameConfiguration)[0] ?? inputs.domainNameConfiguration);
  const policy = text(inputs.securityPolicy) ?? text(block.securityPolicy);
  return [policy === "TLS_1_0" && "takes TLS 1.0 (`securityPolicy`)"];
}

export function parameterFaults({ inputs }: PlannedResource): Faults {
  const off = list(inputs.parameters)
    .map(record)
    .find(
      ({ name, value }) =>
        ["rds.force_ssl", "require_secure_transport"].includes(text(name) ?? "") &&
        ["0", "OFF"].includes((text(value) ?? String(number(value))).toUpperCase()),
    );
  return [off !== undefined && `lets clients connect in the open (\`${text(off.name)}\` off)`];
}
