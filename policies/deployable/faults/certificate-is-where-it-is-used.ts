import type { PlannedResource } from "../../../model/plan";
import { flag, list, record, text, type Value } from "../../../model/value";
import { type Faults, isSet } from "../../each-resource";
import { regionOf } from "../../region";
import type { Subject } from "../../subject";

const CERTIFICATES = ["acm/Certificate", "acm/CertificateValidation"];

export function distributionFaults(subject: Subject, distribution: PlannedResource): Faults {
  const { viewerCertificate, aliases } = distribution.inputs;
  const certificate = record(list(viewerCertificate)[0] ?? viewerCertificate);
  const used = subject.index.referred(distribution, "viewerCertificate", ...CERTIFICATES);
  const region = regionIn(certificate.acmCertificateArn) ?? (used[0] && regionOf(subject, used[0]));
  const acls = subject.index.referred(distribution, "webAclId", "wafv2/WebAcl");
  return [
    isOutside(region, "us-east-1") && `uses a certificate in ${region}, where CloudFront takes one of us-east-1`,
    flag(certificate.cloudfrontDefaultCertificate) === true &&
      list(aliases).length > 0 &&
      "has `aliases` with CloudFront's own certificate, which does not name them",
    acls.some(({ inputs }) => text(inputs.scope) === "REGIONAL") && "uses a web ACL with `scope: REGIONAL`",
  ];
}

export function listenerFaults(subject: Subject, listener: PlannedResource): Faults {
  const { protocol, certificateArn } = listener.inputs;
  const secure = ["HTTPS", "TLS"].includes(text(protocol)?.toUpperCase() ?? "");
  const used = subject.index.referred(listener, "certificateArn", ...CERTIFICATES)[0];
  const region = regionIn(certificateArn) ?? (used && regionOf(subject, used));
  const own = regionOf(subject, listener);
  return [
    secure && !isSet(certificateArn) && `listens for ${text(protocol)} without a \`certificateArn\``,
    region !== undefined &&
      own !== undefined &&
      isOutside(region, own) &&
      `is in ${own} and uses a certificate in ${region}`,
  ];
}

function regionIn(arn: Value | undefined): string | undefined {
  return /^arn:[^:]+:acm:([^:]+):/.exec(text(arn) ?? "")?.[1];
}

export function isOutside(region: string | undefined, wanted: string): boolean {
  return region !== undefined && region !== wanted;
}
