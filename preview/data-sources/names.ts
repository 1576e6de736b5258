import { text, UNKNOWN } from "../../model/value";
import type { DataSource } from "./context";
import { regionFor } from "./location";
import { partitionOf, REGIONS } from "./regions";

const CHINESE_SUFFIXES = new Set(["codedeploy", "elasticmapreduce", "logs"]);
const BILLING_ACCOUNT = "386209384616";

/** An ARN taken apart. */
export const arnParts: DataSource = (args) => {
  const arn = text(args.arn) ?? "";
  const [prefix, partition, service, region, account, ...resource] = arn.split(":");
  if (prefix !== "arn" || resource.length === 0) throw new Error(`"${arn}" is not an ARN`);
  return {
    id: arn,
    arn,
    partition: partition ?? "",
    service: service ?? "",
    region: region ?? "",
    account: account ?? "",
    resource: resource.join(":"),
  };
};

/** The name by which a service is trusted in policies. */
export const servicePrincipal: DataSource = (args, context) => {
  const region = regionFor(args, context);
  const service = text(args.serviceName) ?? "";
  const { id, dnsSuffix } = partitionOf(region);
  const suffix = id === "aws-cn" && CHINESE_SUFFIXES.has(service) ? dnsSuffix : "amazonaws.com";
  return { ...args, id: `${service}.${region}.${suffix}`, name: `${service}.${suffix}`, suffix, region };
};

/** The names of a service's endpoint. */
export const service: DataSource = (args, context) => {
  const region = regionFor(args, context);
  const { id: partition, dnsSuffix, reverseDnsPrefix } = partitionOf(region);
  const serviceId = text(args.serviceId) ?? text(args.reverseDnsName)?.split(".").at(-1) ?? "";
  const reverseDnsName = `${reverseDnsPrefix}.${region}.${serviceId}`;
  const dnsName = `${serviceId}.${region}.${dnsSuffix}`;
  return {
    ...args,
    id: reverseDnsName,
    reverseDnsName,
    reverseDnsPrefix,
    dnsName,
    partition,
    region,
    serviceId,
    supported: REGIONS[region] !== undefined,
  };
};

/** The account that delivers billing reports. */
export const billingAccount: DataSource = () => ({
  id: BILLING_ACCOUNT,
  arn: `arn:aws:iam::${BILLING_ACCOUNT}:root`,
});

/** A bucket that exists: its names follow from its own. */
export const bucket: DataSource = (args, context) => {
  const region = regionFor(args, context);
  const name = text(args.bucket) ?? "";
  const { id: partition, dnsSuffix } = partitionOf(region);
  context.assume(`The bucket ${name} is taken to be in ${region}.`);
  return {
    ...args,
    id: name,
    bucket: name,
    arn: `arn:${partition}:s3:::${name}`,
    region,
    bucketRegion: region,
    bucketDomainName: `${name}.s3.${dnsSuffix}`,
    bucketRegionalDomainName: `${name}.s3.${region}.${dnsSuffix}`,
    hostedZoneId: UNKNOWN,
    websiteDomain: UNKNOWN,
    websiteEndpoint: UNKNOWN,
  };
};

/** A hosted zone that exists: its name is known, its id is not. */
export const hostedZone: DataSource = (args, context) => {
  const name = text(args.name)?.replace(/\.$/, "");
  const id = text(args.zoneId);
  context.assume(`The hosted zone ${name ?? id ?? ""} is taken to exist.`);
  return {
    ...args,
    id: id ?? UNKNOWN,
    zoneId: id ?? UNKNOWN,
    name: name ?? UNKNOWN,
    privateZone: args.privateZone ?? false,
    nameServers: UNKNOWN,
    arn: UNKNOWN,
  };
};
