import * as server from "@pulumi/policy/server";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import fc from "fast-check";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Plan } from "../../model/plan";
import { Secret } from "../../model/value";
import { analyzeStackRequest } from "../../policies/analyzer-request";
import { planFromPolicy } from "../../policies/plan-from-policy";
import { planOfSent } from "../../policies/sent-resource";
import { UNKNOWN_SENTINEL } from "../../policies/sentinels";
import { readResources } from "../../policies/wire/resources";
import { shop } from "../model/shop";
import { lastingShop } from "./lasting-shop";

type Fields = { [key: string]: JavaScriptValue };

/** The SDK's own analyzer, which its types leave out. */
const { makeAnalyzeStackRpcFun } = server as unknown as {
  makeAnalyzeStackRpcFun(
    pack: string,
    version: string,
    level: string,
    policies: readonly object[],
  ): (call: { readonly request: unknown }, done: (error: unknown) => void) => Promise<void>;
};

/** The plan by way of the SDK: its messages, and of these what it gives to a policy. */
async function throughSdk(bytes: Uint8Array): Promise<Plan | undefined> {
  let plan: Plan | undefined;
  const validateStack = ({ resources }: { resources: Parameters<typeof planFromPolicy>[0] }): void => {
    plan = planFromPolicy(resources);
  };
  const analyze = makeAnalyzeStackRpcFun("pack", "1.0.0", "mandatory", [{ name: "a", description: "", validateStack }]);
  await new Promise<void>((resolve, reject) => {
    const request = messages.AnalyzeStackRequest.deserializeBinary(bytes);
    analyze({ request }, (error) => (error ? reject(error) : resolve())).catch(reject);
  });
  return plan;
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const marked = (signature: string, value: Fields): Fields => ({ [SIGNATURE]: signature, ...value });
const secret = (value: JavaScriptValue): Fields => marked("1b47061264138c4ac30d75fd1eb44270", { value });
const asset = marked("c44067f5952c0a294b673a41bacd8c17", { text: "a page" });
const archive = marked("0def7320c3a5731c473e5ecbe6d01bc7", { path: "dist" });

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("", UNKNOWN_SENTINEL, `arn:${UNKNOWN_SENTINEL}/x`),
);
const key = fc.string({ unit: "grapheme" }).filter((each) => each !== "__proto__" && each !== SIGNATURE);
const value = fc.letrec<{ value: JavaScriptValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JavaScriptValue>(null, asset, archive),
    fc.boolean(),
    fc.double({ noNaN: true }),
    text,
    text.map(secret),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }) as fc.Arbitrary<Fields>,
  ),
})).value;
const properties = fc.dictionary(fc.oneof(key, fc.constantFrom("id", "name", "region")), value) as fc.Arbitrary<Fields>;

const URNS = ["a", "b", "c", "d"].map((name) => `urn:pulumi:test::shop::aws:s3/bucket:Bucket::${name}`);
const urn = fc.constantFrom(...URNS);
const urns = fc.array(urn, { maxLength: 3 });

const provider = properties.map((given) => {
  const message = new messages.AnalyzerProviderResource();
  message.setType("pulumi:providers:aws");
  message.setUrn("urn:pulumi:test::shop::pulumi:providers:aws::default");
  message.setProperties(Struct.fromJavaScript(given));
  return message;
});

const options = fc
  .record({
    protect: fc.boolean(),
    replace: fc.option(fc.boolean()),
    ignored: fc.array(text),
    aliases: urns,
    parent: urn,
  })
  .map(({ protect, replace, ignored, aliases, parent }) => {
    const message = new messages.AnalyzerResourceOptions();
    message.setProtect(protect);
    message.setDeletebeforereplacedefined(replace !== null);
    message.setDeletebeforereplace(replace === true);
    message.setIgnorechangesList(ignored);
    message.setAliasesList(aliases);
    message.setAdditionalsecretoutputsList(["password"]);
    message.setCustomtimeouts(new messages.AnalyzerResourceOptions.CustomTimeouts());
    message.setParent(parent);
    return message;
  });

const resource = fc
  .record({
    urn,
    properties,
    options,
    provider: fc.option(provider),
    parent: fc.oneof(urn, fc.constant("")),
    dependencies: urns,
    propertyDependencies: fc.dictionary(key, urns, { maxKeys: 3 }),
  })
  .map((given) => {
    const message = new messages.AnalyzerResource();
    message.setType("aws:s3/bucket:Bucket");
    message.setName(given.urn.slice(-1));
    message.setUrn(given.urn);
    message.setParent(given.parent);
    message.setProperties(Struct.fromJavaScript(given.properties));
    message.setOptions(given.options);
    if (given.provider !== null) message.setProvider(given.provider);
    message.setDependenciesList(given.dependencies);
    for (const [property, from] of Object.entries(given.propertyDependencies)) {
      const dependencies = new messages.AnalyzerPropertyDependencies();
      dependencies.setUrnsList(from);
      message.getPropertydependenciesMap().set(property, dependencies);
    }
    return message;
  });

const request = fc.array(resource, { maxLength: 4 }).map((resources) => {
  const message = new messages.AnalyzeStackRequest();
  message.setResourcesList(resources);
  return message.serializeBinary();
});

describe("the plan of a stack as it is received", () => {
  it("is the one behind what the SDK gives to policies, whatever is sent", async () => {
    await fc.assert(
      fc.asyncProperty(request, async (bytes) => {
        expect(planOfSent(readResources(bytes))).toEqual(await throughSdk(bytes));
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["with faults", shop({ database: { multiAz: false, password: new Secret("hunter2") } })],
    ["that is built to last", lastingShop()],
  ])("is the same of a shop %s", async (_name, plan) => {
    const bytes = analyzeStackRequest(plan).serializeBinary();
    const received = planOfSent(readResources(bytes));
    expect(received).toEqual(await throughSdk(bytes));
    expect(received.resources.length).toBeGreaterThan(20);
  });

  it("passes over what a later version of the protocol may add", () => {
    const bytes = analyzeStackRequest(shop()).serializeBinary();
    // Field 15, a text, at the end of the request.
    const later = Uint8Array.from([...bytes, 0x7a, 0x01, 0x78]);
    expect(planOfSent(readResources(later))).toEqual(planOfSent(readResources(bytes)));
  });
});
