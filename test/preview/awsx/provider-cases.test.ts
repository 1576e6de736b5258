import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PropertyMap } from "../../../model/value";
import { Secret, UNKNOWN } from "../../../model/value";
import {
  type Registered,
  reference,
  Tracked,
  type TrackedInput,
  type TrackedMap,
} from "../../../preview/remote/construct";
import { type Constructed, construct, existing, STACK } from "./in-memory";

/** A component's arguments and what its real provider registered for them. */
interface ProviderCase {
  readonly title: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: { readonly [property: string]: unknown };
  readonly children: readonly unknown[];
  readonly outputs: { readonly [property: string]: unknown };
}

const file = join(__dirname, "provider-cases.golden.json");
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly ProviderCase[] };

const invokes: { readonly [token: string]: (args: PropertyMap) => PropertyMap } = {
  "aws:index/getRegion:getRegion": () => ({ name: "us-east-1" }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: "123456789012" }),
  "aws:ec2/getVpc:getVpc": () => ({ id: "vpc-default" }),
  "aws:ec2/getSubnets:getSubnets": () => ({ ids: ["subnet-a", "subnet-b"] }),
  "aws:ec2/getSubnet:getSubnet": ({ id = null }) => ({
    id,
    vpcId: `vpc-of-${id}`,
    mapPublicIpOnLaunch: id !== "subnet-b",
  }),
  "aws:ec2/getInstance:getInstance": ({ instanceId = null }) => ({
    id: instanceId,
    privateIp: "10.0.0.9",
    availabilityZone: "us-east-1a",
  }),
  "aws:lb/getTargetGroup:getTargetGroup": () => ({ targetType: "instance" }),
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": () => ({
    userName: "AWS",
    password: "pw",
    proxyEndpoint: "https://x",
  }),
  "docker:index/getRemoteImage:getRemoteImage": () => ({ id: "sha256:1" }),
};
const autoNamed = {
  "aws:cloudwatch/logGroup:LogGroup": "name",
  "aws:iam/role:Role": "name",
  "aws:ecr/repository:Repository": "name",
  "aws:s3/bucket:Bucket": "bucket",
};

it.each(cases)("$title", async ({ type, name, inputs, children, outputs }) => {
  const resources: Registered[] = [];
  const world = { invokes, autoNamed, resources };
  const built = presented(await construct(type, name, revived(inputs, resources) as TrackedMap, world));
  expect(built.children).toEqual(children);
  expect(Object.keys(built.outputs)).toEqual(expect.arrayContaining(Object.keys(outputs)));
  expect(built.outputs).toMatchObject(outputs);
});

/** Arguments from the file: Outputs and resources are written as `$out` and `$res`. */
function revived(value: unknown, resources: Registered[]): TrackedInput {
  if (Array.isArray(value)) return value.map((item) => revived(item, resources));
  if (value === null || typeof value !== "object") return value as TrackedInput;
  const { $out, $res, token, name, args } = value as { readonly [key: string]: unknown };
  if ($res !== undefined) {
    const state = revived(args ?? {}, resources) as PropertyMap;
    const plain = Object.entries(state).map(([key, inner]) => [
      key,
      (inner as unknown) instanceof Tracked ? UNKNOWN : inner,
    ]);
    const resource = existing(String(token), String(name), Object.fromEntries(plain));
    resources.push(resource);
    return reference(resource);
  }
  if ($out !== undefined) return outputOf($out as WrittenOutput, resources);
  const entries = Object.entries(value).map(([key, inner]) => [key, revived(inner, resources)]);
  return Object.fromEntries(entries);
}

interface WrittenOutput {
  readonly value?: unknown;
  readonly deps?: readonly string[];
  readonly secret?: boolean;
}

function outputOf({ value, deps = [], secret = false }: WrittenOutput, resources: Registered[]): Tracked {
  const inner = value === undefined ? UNKNOWN : revived(value, resources);
  const urns = deps.map((urn) => `${STACK}${urn}`);
  const flat = flattened(inner, urns);
  return new Tracked(secret ? new Secret(flat) : flat, [...new Set(urns)]);
}

/** The value without the Outputs inside; their dependencies are added to `urns`. */
function flattened(input: TrackedInput, urns: string[]): PropertyMap[string] {
  if (input instanceof Tracked) {
    urns.push(...input.dependencies);
    return input.value;
  }
  return Array.isArray(input) ? input.map((item) => flattened(item, urns)) : (input as PropertyMap[string]);
}

/** In the form of the file: sorted, without what is empty, URNs without their project. */
function presented({ children, outputs }: Constructed): { readonly children: unknown; readonly outputs: TrackedMap } {
  const shown = children
    .map(({ urn, custom, inputs, provider, dependencies, propertyDependencies }) => ({
      urn,
      ...(custom ? { inputs } : { component: true }),
      ...(provider === undefined ? {} : { provider }),
      ...(dependencies.length > 0 ? { dependencies } : {}),
      ...(Object.keys(propertyDependencies).length > 0 ? { propertyDependencies } : {}),
    }))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
  return JSON.parse(JSON.stringify({ children: shown, outputs }).replaceAll(STACK, ""));
}
