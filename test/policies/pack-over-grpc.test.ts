import { spawnSync } from "node:child_process";
import path from "node:path";
import { AnalyzeStackRequest, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { Secret } from "../../model/value";
import { analyzePlan } from "../../policies/analyze";
import { policies } from "../../policies/rules";
import { shop } from "../model/shop";
import { lastingShop } from "./lasting-shop";
import { PackServer } from "./pack-server";

/** Every rule but one trips on this one. */
const faulty = shop({
  natGateways: 1,
  database: { multiAz: false, storageEncrypted: false, password: new Secret("hunter2") },
  service: () => ({ desiredCount: 1 }),
  cache: { numCacheClusters: 1 },
  extra: (plan) => {
    const ingress = [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }];
    plan.add("aws:ec2/securityGroup:SecurityGroup", "open", { ingress });
  },
});

describe("the pack under its own server, as the CLI runs it", () => {
  let server: PackServer;
  beforeAll(async () => {
    server = await PackServer.start();
  }, 60_000);
  afterAll(() => server?.stop());

  it("starts without npm and the other parts of the SDK that it never uses, which take most of a start's time", () => {
    const program = `require("./start.cjs");
      const loaded = Object.keys(require.cache).map((file) => file.replaceAll("\\\\", "/"));
      process.stderr.write(JSON.stringify(loaded.filter((file) => /arborist\\/lib\\/.|automation\\/.|sdk-trace-node\\//.test(file))));
      process.exit();`;
    const { stderr, status } = spawnSync(process.execPath, ["-e", program], {
      cwd: path.join(__dirname, "../../policies"),
      env: { ...process.env, PULUMI_NODEJS_PROJECT: "shop", PULUMI_NODEJS_STACK: "test", PULUMI_DRY_RUN: "true" },
      encoding: "utf8",
    });
    expect(status).toBe(0);
    const loaded = JSON.parse(stderr) as string[];
    // Their own first files are known, and stand in for the rest.
    expect(loaded.filter((file) => !file.endsWith("/index.js"))).toEqual([]);
  });

  it("serves every rule, mandatory, with what a user needs to act on it", async () => {
    const info = (await server.info()).toObject();
    expect(info.name).toBe("zero-to-millions");
    expect(info.policiesList.map((policy) => policy.name)).toEqual(policies.map((policy) => policy.name));
    for (const policy of info.policiesList) {
      expect(policy.enforcementlevel).toBe(EnforcementLevel.MANDATORY);
      expect(policy.remediationSteps).not.toBe("");
    }
    // An initial configuration without a level would lower a rule to advisory.
    expect(info.initialconfigMap).toEqual([]);
  });

  it("finds the same as the preview does in its own process", async () => {
    const diagnostics = await server.analyze(faulty);
    const served = diagnostics.map((each) => [each.getPolicyname(), each.getUrn(), each.getMessage()]);
    const inProcess = (await analyzePlan(faulty)).map((each) => [each.rule, each.urn, each.message]);
    expect(inProcess.length).toBeGreaterThanOrEqual(6);
    expect(served).toEqual(inProcess);
  });

  it("finds nothing in a shop that is built to last", async () => {
    expect((await server.analyze(lastingShop())).map((each) => each.getMessage())).toEqual([]);
  });

  it("answers for a stack that has no resources left", async () => {
    expect(await server.ask(new AnalyzeStackRequest())).toEqual([]);
  });

  it("prints no secret", async () => {
    const messages = (await server.analyze(faulty)).map((each) => each.getMessage()).join();
    expect(messages).not.toContain("hunter2");
  });

  it("takes levels and exemptions from the configuration", async () => {
    const exemptions = [{ resource: "db", reason: "It goes next week.", expires: "9999-12-31" }];
    await server.configure({
      "no-single-point-of-failure": { level: EnforcementLevel.MANDATORY, properties: { exemptions } },
      "no-open-ingress": { level: EnforcementLevel.DISABLED },
    });
    const served = (await server.analyze(faulty)).map((each) => ({
      rule: each.getPolicyname(),
      level: each.getEnforcementlevel() === EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    }));
    const config = {
      "no-single-point-of-failure": { enforcementLevel: "mandatory", exemptions },
      "no-open-ingress": "disabled",
    } as const;
    const inProcess = (await analyzePlan(faulty, config)).map(({ rule, level }) => ({ rule, level }));
    expect(served).toEqual(inProcess);
    expect(served.map((each) => each.rule)).not.toContain("no-open-ingress");
    expect(served).toContainEqual({ rule: "no-single-point-of-failure", level: "advisory" });
  });
});
