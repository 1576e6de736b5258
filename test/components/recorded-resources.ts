import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

/** A resource that a program registered under mocks. */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  /** What the program passed; a secret stands as its value. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Logical name of the parent; empty at the top. */
  readonly parent: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** Reference of an explicit or inherited provider, `urn::id`; empty for the default one. */
  readonly provider: string;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** Logical names of what it depends on, by reference or by option. */
  readonly dependsOn: readonly string[];
  /** Types of the same, in the same order. */
  readonly dependsOnTypes: readonly string[];
}

/** What a program registered, and how to find it. */
export class RecordedResources {
  constructor(readonly all: readonly RecordedResource[]) {}

  ofType(type: string): readonly RecordedResource[] {
    return this.all.filter((resource) => resource.type === type);
  }

  /** The only resource of a type, or the only one with that name. */
  one(type: string, name?: string): RecordedResource {
    const found = this.ofType(type).filter((resource) => name === undefined || resource.name === name);
    const [first] = found;
    if (!first || found.length > 1) {
      const names = this.ofType(type).map((resource) => resource.name);
      throw new Error(`${found.length} of ${type} are called ${name ?? "anything"}; there are ${names.join(", ")}.`);
    }
    return first;
  }

  names(type: string): readonly string[] {
    return this.ofType(type)
      .map((resource) => resource.name)
      .sort();
  }
}

const REGION = "eu-west-1";
export const ZONES = ["eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d", "eu-west-1e", "eu-west-1f"];

/** Runs a program under mocks and waits for everything it registers. Ids and ARNs are made of logical names. */
export async function record(program: () => unknown): Promise<RecordedResources> {
  const all: RecordedResource[] = [];
  const pending: Omit<RecordedResource, "type" | "name" | "custom" | "inputs">[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom }) => {
        const options = pending.shift() ?? NO_OPTIONS;
        all.push({ type, name, inputs: plain(inputs), custom: custom ?? false, ...options });
        return { id: `${name}-id`, state: { ...inputs, ...madeUp(type, name, inputs) } };
      },
      call: ({ token, inputs }) => answer(token, inputs),
    },
    "shop",
    "test",
  );
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, ...rest) => {
    pending.push(optionsOf(request));
    return register(request, ...rest);
  };
  // The SDK takes a source-mapped stack trace for every promise, which is most of the time that a program takes.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    program();
    await pulumi.runtime.disconnect();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return new RecordedResources(all);
}

/** The value of an output that is known. */
export function resolved<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** The mistakes that a program was refused for, each by the name of its argument; none if it was not. */
export async function mistakesOf(program: () => unknown): Promise<Record<string, string>> {
  let mistakes: Record<string, string> = {};
  await record(() => {
    try {
      program();
    } catch (error) {
      if (!pulumi.InputPropertiesError.isInstance(error)) {
        throw error;
      }
      mistakes = Object.fromEntries(error.errors.map(({ propertyPath, reason }) => [propertyPath, reason]));
    }
  });
  return mistakes;
}

interface Monitor {
  registerResource(request: RegisterResourceRequest, ...rest: unknown[]): unknown;
}

const NO_OPTIONS = {
  parent: "",
  protect: false,
  retainOnDelete: false,
  provider: "",
  ignoreChanges: [],
  deleteBeforeReplace: false,
  dependsOn: [],
  dependsOnTypes: [],
};

function optionsOf(request: RegisterResourceRequest) {
  return {
    parent: nameOf(request.getParent()),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    provider: request.getProvider(),
    ignoreChanges: request.getIgnorechangesList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    dependsOn: request.getDependenciesList().map(nameOf),
    dependsOnTypes: request.getDependenciesList().map(typeOf),
  };
}

/** The type of a resource itself, without those of its parents. */
function typeOf(urn: string): string {
  return urn.split("::").at(-2)?.split("$").at(-1) ?? "";
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

/** The same with secrets as their value. */
function plain<T>(value: T): T;
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (value === null || typeof value !== "object" || pulumi.Resource.isInstance(value)) {
    return value;
  }
  if ("4dabf18193072939515e22adb298388d" in value && "value" in value) {
    return plain(value.value);
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

function madeUp(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
  const arn = `arn:aws:${name}`;
  const common = { arn, name: inputs.name ?? name, arnSuffix: `suffix/${name}` };
  switch (type) {
    case "awsx:ec2:Vpc":
      return network(Number(inputs.numberOfAvailabilityZones));
    case "random:index/randomPassword:RandomPassword":
      // The keys of a ring can be told apart, as their order matters.
      return { result: name.startsWith("ring-") ? `letters of ${name.slice(5)}` : "letters" };
    case "random:index/randomId:RandomId":
      return { hex: "0badcafe" };
    case "aws:rds/instance:Instance":
      return {
        ...common,
        identifier: `${name}-id`,
        address: `${name}.rds`,
        masterUserSecrets: inputs.manageMasterUserPassword ? [{ secretArn: `arn:aws:managed-${name}` }] : [],
      };
    case "aws:rds/proxy:Proxy":
      return { ...common, endpoint: `${name}.proxy` };
    case "aws:secretsmanager/secretVersion:SecretVersion":
      return { ...common, versionId: `${name}-version` };
    case "aws:elasticache/replicationGroup:ReplicationGroup":
      return { ...common, primaryEndpointAddress: `${name}.cache` };
    case "aws:lb/loadBalancer:LoadBalancer":
      return { ...common, dnsName: `${name}.elb`, zoneId: "Z-ELB" };
    case "aws:cloudfront/distribution:Distribution":
      return { ...common, domainName: `${name}.cloudfront.net`, hostedZoneId: "Z-CDN" };
    case "aws:s3/bucket:Bucket":
      return { ...common, bucket: name, bucketRegionalDomainName: `${name}.s3.${REGION}.amazonaws.com` };
    case "aws:sqs/queue:Queue":
      return { ...common, url: `https://sqs/${name}` };
    case "aws:ec2/eip:Eip":
      return { ...common, publicIp: "192.0.2.1" };
    case "aws:ec2/launchTemplate:LaunchTemplate":
      return { ...common, latestVersion: 7 };
    case "aws:acm/certificate:Certificate":
      return { ...common, domainValidationOptions: validationOptions(inputs) };
    case "aws:ecr/repository:Repository":
      return { ...common, repositoryUrl: `registry.test/${name}` };
    case "awsx:ecr:Image":
      return { imageUri: `${inputs.repositoryUrl}@sha256:built-as-${inputs.imageTag}` };
    case "aws:apigatewayv2/api:Api":
      return { ...common, apiEndpoint: `https://${name}.execute-api` };
    case "aws:apigatewayv2/domainName:DomainName":
      return { ...common, domainNameConfiguration: { targetDomainName: `${name}.gateway`, hostedZoneId: "Z-API" } };
    case "aws:route53/zone:Zone":
      return { ...common, zoneId: `new-zone-of-${inputs.name}`, nameServers: [`ns.new.${inputs.name}`] };
    case "aws:route53/keySigningKey:KeySigningKey":
      return { ...common, dsRecord: `ds of ${inputs.hostedZoneId}` };
    case "aws:route53/record:Record":
      return { ...common, fqdn: inputs.name };
    default:
      return common;
  }
}

function network(zones: number): Record<string, unknown> {
  const ids = (tier: string) => Array.from({ length: zones }, (_, zone) => `${tier}-${zone + 1}`);
  return {
    vpcId: "vpc",
    publicSubnetIds: ids("public"),
    privateSubnetIds: ids("application"),
    isolatedSubnetIds: ids("data"),
    natGateways: ids("nat").map((id) => ({ id })),
    routeTables: ids("routes").map((id) => ({ id, urn: `urn:pulumi:test::shop::table::${id}` })),
  };
}

function validationOptions(inputs: Record<string, unknown>) {
  const others = Array.isArray(inputs.subjectAlternativeNames) ? inputs.subjectAlternativeNames : [];
  // AWS answers with a set, in an order of its own.
  return [...others, inputs.domainName].map((domainName) => ({
    domainName,
    // A name and all names right below it are proved by the same record.
    resourceRecordName: `_proof.${String(domainName).replace("*.", "")}`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `value-of.${domainName}`,
  }));
}

function answer(token: string, inputs: Record<string, unknown>): Record<string, unknown> {
  switch (token) {
    case "aws:index/getAvailabilityZones:getAvailabilityZones":
      return { names: ZONES };
    case "aws:index/getRegion:getRegion":
      return { region: REGION };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId: "111122223333" };
    case "aws:ecr/getImage:getImage":
      return { imageDigest: `sha256:digest-of-${inputs.imageTag}` };
    case "aws:ssm/getParameter:getParameter":
      return { value: "ami-1", insecureValue: "ami-1" };
    case "aws:ec2/getManagedPrefixList:getManagedPrefixList":
      return { id: `list-of-${inputs.name}` };
    case "aws:route53/getZone:getZone":
      return { zoneId: `zone-of-${inputs.name}`, nameServers: [`ns.${inputs.name}`] };
    default:
      throw new Error(`${token} has no answer under mocks.`);
  }
}
