import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan, PlannedResource } from "../../model/plan";
import { containsUnknown, list, reveal, text } from "../../model/value";
import { recordProgram } from "../../preview/recorder";

const ROOT = join(__dirname, "..", "..");
const INSTANCE = "aws:rds/instance:Instance";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
/** What holds data, and would take it along when it is replaced. */
const STATEFUL = [
  INSTANCE,
  "aws:s3/bucket:Bucket",
  "aws:kms/key:Key",
  "aws:secretsmanager/secret:Secret",
  "random:index/randomPassword:RandomPassword",
];

const plans = new Map<string, Promise<Plan>>();

/** The plan of an environment as its files stand. */
function planOf(stack: string): Promise<Plan> {
  return planWith(stack, {});
}

/** The plan of an environment with some keys set otherwise. */
function planWith(stack: string, config: { readonly [key: string]: string }): Promise<Plan> {
  const key = `${stack} ${JSON.stringify(config)}`;
  const known = plans.get(key) ?? recordProgram({ directory: ROOT, stack, config }).then(({ plan }) => plan);
  plans.set(key, known);
  return known;
}

/** The same in a copy of the project that has some files more. */
async function planIn(
  stack: string,
  config: { readonly [key: string]: string },
  prepare: (folder: string) => void,
): Promise<Plan> {
  const folder = mkdtempSync(join(tmpdir(), "stacks-"));
  try {
    const entries = ["app/dist/page", "components", "stacks", "Pulumi.yaml", `Pulumi.${stack}.yaml`, "package.json"];
    for (const entry of [...entries, "tsconfig.json"]) {
      cpSync(join(ROOT, entry), join(folder, entry), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    prepare(folder);
    return (await recordProgram({ directory: folder, stack, config })).plan;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ofType(plan: Plan, type: string): readonly PlannedResource[] {
  return plan.resources.filter((resource) => resource.type === type);
}

function names(plan: Plan, type: string): string[] {
  return ofType(plan, type)
    .map(({ name }) => name)
    .sort();
}

/** Who may connect to whom, by security group: `web → main` where the groups are called so. */
function connections(plan: Plan): string[] {
  return ofType(plan, INGRESS)
    .map(({ inputs, propertyDependencies: from }) => {
      const target = nameOf(from.securityGroupId?.[0]);
      const group = from.referencedSecurityGroupId?.[0];
      const source = text(inputs.cidrIpv4) ?? (group === undefined ? "prefix list" : nameOf(group));
      return `${source} → ${target}:${reveal(inputs.fromPort)}`;
    })
    .sort();
}

function nameOf(urn: string | undefined): string {
  const [type = "", name = ""] = urn?.split("::").slice(-2) ?? [];
  return `${type.split("$")[0]?.split(":").at(-1)} ${name}`;
}

describe.each([
  ["dev", "single-server"],
  ["staging", "load-balanced"],
  ["prod", "services"],
])("%s", (environment, topology) => {
  it(`is ${topology}, made of components with stack outputs`, async () => {
    const plan = await planOf(environment);
    expect(plan.resources.length).toBeGreaterThan(30);
    expect(Object.keys(plan.outputs).sort()).toEqual(["alarms", "dashboard", "url"]);
  });

  it("gives no two resources the same URN", async () => {
    const urns = (await planOf(environment)).resources.map(({ urn }) => urn);
    expect(new Set(urns).size).toBe(urns.length);
  });

  it("puts every cloud resource into a component", async () => {
    const loose = (await planOf(environment)).resources.filter(
      ({ custom, parent, type }) => custom && !type.startsWith("pulumi:") && parent?.includes("pulumi:pulumi:Stack"),
    );
    expect(loose).toEqual([]);
  });

  it("gives each security group rules of its own resources, never inside the group", async () => {
    for (const { inputs } of ofType(await planOf(environment), "aws:ec2/securityGroup:SecurityGroup")) {
      expect(inputs).not.toHaveProperty("ingress");
      expect(inputs).not.toHaveProperty("egress");
    }
  });

  it("has no port for SSH or for a database open to the internet", async () => {
    const open = ofType(await planOf(environment), INGRESS).filter(({ inputs }) => inputs.cidrIpv4 !== undefined);
    for (const { inputs } of open) {
      expect([80, 443]).toContain(reveal(inputs.fromPort));
    }
  });

  it("tells the topic of every alarm", async () => {
    const plan = await planOf(environment);
    const together = ofType(plan, "aws:cloudwatch/compositeAlarm:CompositeAlarm");
    const parts = together.flatMap(({ propertyDependencies }) => propertyDependencies.alarmRule ?? []);
    // Alarms that only Route 53 or ECS read are no news to anybody, and parts of another one are told by that.
    const alone = ofType(plan, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(
      ({ name, urn }) => !/-reader-|-bad-release$/.test(name) && !parts.includes(urn),
    );
    expect(alone.length).toBeGreaterThan(1);
    for (const { name, propertyDependencies } of [...alone, ...together]) {
      const told = propertyDependencies.alarmActions?.map(nameOf) ?? [];
      expect([name, ...new Set(told.map((topic) => topic.replace(/-\w+$/, "")))]).toEqual([
        name,
        "Observability watch",
      ]);
    }
  });
});

describe("dev", () => {
  it("is one server in one zone, with its data on a volume apart, and nothing that costs more", async () => {
    const plan = await planOf("dev");
    expect(names(plan, "aws:ec2/instance:Instance")).toEqual(["web"]);
    expect(names(plan, "aws:ebs/volume:Volume")).toEqual(["web-data"]);
    for (const type of ["aws:ec2/natGateway:NatGateway", "aws:lb/loadBalancer:LoadBalancer", INSTANCE]) {
      expect(names(plan, type)).toEqual([]);
    }
    expect(connections(plan)).toEqual(["0.0.0.0/0 → Server web:80"]);
  });

  it("has a name in Route 53 when it is given a domain", async () => {
    const plan = await planWith("dev", { domain: "dev.example.com", hostedZone: "example.com" });
    expect(names(plan, "aws:route53/record:Record")).toEqual(["site-a"]);
    expect(plan.outputs.url).toBe("http://dev.example.com");
  });
});

describe("staging", () => {
  it("lets the internet reach the load balancer, it the servers, and they the database", async () => {
    expect(connections(await planOf("staging"))).toEqual([
      "0.0.0.0/0 → LoadBalancer front:443",
      "0.0.0.0/0 → LoadBalancer front:80",
      "Fleet web → Database main:5432",
      "LoadBalancer front → Fleet web:8080",
    ]);
  });

  it("spells out what is cheaper than production: one NAT gateway, no standby, no replica", async () => {
    const plan = await planOf("staging");
    expect(names(plan, "aws:ec2/natGateway:NatGateway")).toEqual(["main-1"]);
    const [database] = ofType(plan, INSTANCE);
    expect(database?.inputs.multiAz).toBe(false);
    expect(names(plan, INSTANCE)).toEqual(["main"]);
  });

  it("lets its own page upload to the bucket", async () => {
    const [cors] = ofType(await planOf("staging"), "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration");
    expect(cors?.inputs.corsRules).toMatchObject([{ allowedOrigins: ["https://staging.example.com"] }]);
  });

  it("serves its own name over HTTPS", async () => {
    const plan = await planOf("staging");
    expect(plan.outputs.url).toBe("https://staging.example.com");
    expect(names(plan, "aws:lb/listener:Listener")).toEqual(["front-http", "front-https"]);
  });
});

describe("prod", () => {
  it("lets each service reach what it uses and nothing else", async () => {
    expect(connections(await planOf("prod"))).toEqual([
      "LoadBalancer front → Service gateway:8080",
      "Service auth → Cache main:6379",
      "Service auth → Database main:5432",
      "Service gateway → Cache main:6379",
      "Service gateway → Service auth:8080",
      "Service gateway → Service posts:8080",
      "Service gateway → Service users:8080",
      "Service posts → Cache main:6379",
      "Service posts → Database posts:5432",
      "Service users → Cache main:6379",
      "Service users → Database main:5432",
      "Worker worker → Cache main:6379",
      "Worker worker → Database posts:5432",
      "prefix list → LoadBalancer front:443",
    ]);
  });

  it("has a NAT gateway in each of three zones, and runs every service in all of them", async () => {
    const plan = await planOf("prod");
    expect(names(plan, "aws:ec2/natGateway:NatGateway")).toEqual(["main-1", "main-2", "main-3"]);
    const services = ofType(plan, "aws:ecs/service:Service");
    expect(services.map(({ name }) => name).sort()).toEqual(["auth", "gateway", "posts", "users", "worker"]);
    for (const { inputs } of services) {
      const network = inputs.networkConfiguration as { readonly subnets: readonly unknown[] };
      expect(network.subnets).toHaveLength(3);
    }
  });

  it("keeps a standby and two replicas in two zones for each database", async () => {
    const plan = await planOf("prod");
    for (const name of ["main", "posts"]) {
      expect(ofType(plan, INSTANCE).find((each) => each.name === name)?.inputs.multiAz).toBe(true);
      const replicas = ofType(plan, INSTANCE).filter((each) => each.name.startsWith(`${name}-replica`));
      expect(new Set(replicas.map(({ inputs }) => text(inputs.availabilityZone))).size).toBe(2);
      for (const { propertyDependencies } of replicas) {
        expect(propertyDependencies.replicateSourceDb?.map(nameOf)).toEqual([`Database ${name}`]);
      }
    }
  });

  it("gives readers of each database one name for its replicas, which leaves out those that are not well", async () => {
    const plan = await planOf("prod");
    for (const name of ["main", "posts"]) {
      const records = ofType(plan, "aws:route53/record:Record").filter((each) =>
        each.name.startsWith(`${name}-reader-`),
      );
      expect(records.map(({ inputs }) => text(inputs.setIdentifier)).sort()).toEqual([
        "primary",
        "replica-1",
        "replica-2",
      ]);
      for (const { propertyDependencies } of records) {
        expect(propertyDependencies.healthCheckId).toHaveLength(1);
      }
    }
  });

  it("keeps sessions where no server does, and backs up all that holds rows", async () => {
    const plan = await planOf("prod");
    expect(names(plan, "aws:dynamodb/table:Table")).toEqual(["sessions"]);
    const [selection] = ofType(plan, "aws:backup/selection:Selection");
    expect(selection?.propertyDependencies.resources?.map(nameOf).sort()).toEqual([
      "Database main",
      "Database posts",
      "KeyValueStore sessions",
    ]);
  });

  it("shows no password: it lies in secrets, which containers get by reference", async () => {
    const plan = await planOf("prod");
    for (const { inputs } of ofType(plan, "aws:secretsmanager/secretVersion:SecretVersion")) {
      expect(typeof inputs.secretString).not.toBe("string");
    }
    for (const { inputs } of ofType(plan, INSTANCE).filter(({ name }) => !name.includes("replica"))) {
      expect(typeof inputs.password).not.toBe("string");
    }
    for (const { propertyDependencies } of ofType(plan, "aws:ecs/taskDefinition:TaskDefinition")) {
      const from = propertyDependencies.containerDefinitions ?? [];
      expect(from.filter((urn) => urn.includes("randomPassword"))).toEqual([]);
    }
  });

  it("gives the key of people's tokens to who signs and who checks them, that between services to all but the worker", async () => {
    const tasks = ofType(await planOf("prod"), "aws:ecs/taskDefinition:TaskDefinition");
    const holders = (key: string) =>
      tasks
        .filter(({ propertyDependencies: { containerDefinitions = [] } }) =>
          containerDefinitions.some((urn) => urn.endsWith(`secretVersion:SecretVersion::${key}`)),
        )
        .map(({ name }) => name)
        .sort();
    expect(holders("tokens")).toEqual(["auth", "gateway"]);
    expect(holders("service-tokens")).toEqual(["auth", "gateway", "posts", "users"]);
  });

  it("starts the gateway after the services that it calls", async () => {
    const services = ofType(await planOf("prod"), "aws:ecs/service:Service");
    const gateway = services.find(({ name }) => name === "gateway");
    const before = services.filter(({ urn }) => gateway?.dependencies.includes(urn)).map(({ name }) => name);
    expect(before.sort()).toEqual(["auth", "posts", "users"]);
  });

  it("protects what holds data from Pulumi", async () => {
    const plan = await planOf("prod");
    const unprotected = [...ofType(plan, INSTANCE), ...ofType(plan, "aws:s3/bucket:Bucket")]
      .filter(({ name }) => !name.includes("replica"))
      .filter(({ options }) => options.protect !== true);
    expect(unprotected.map(({ name }) => name)).toEqual([]);
  });

  it("puts CloudFront before the load balancer, with a certificate where CloudFront looks for it", async () => {
    const plan = await planOf("prod");
    const [cdn] = ofType(plan, "aws:cloudfront/distribution:Distribution");
    expect(cdn?.inputs.aliases).toEqual(["app.example.com"]);
    const edge = ofType(plan, "aws:acm/certificate:Certificate").find(({ name }) => name === "edge");
    expect(edge?.inputs.region).toBe("us-east-1");
    expect(names(plan, "aws:route53/record:Record")).toContain("site-aaaa");
  });

  it("lets nobody past the CDN: the load balancer forwards what carries the distribution's secret header alone", async () => {
    const plan = await planOf("prod");
    const [listener, ...others] = ofType(plan, "aws:lb/listener:Listener");
    expect(others).toEqual([]);
    expect(listener?.inputs.defaultActions).toMatchObject([
      { type: "fixed-response", fixedResponse: { statusCode: "403" } },
    ]);
    const [rule] = ofType(plan, "aws:lb/listenerRule:ListenerRule");
    const [cdn] = ofType(plan, "aws:cloudfront/distribution:Distribution");
    for (const from of [rule?.propertyDependencies.conditions, cdn?.propertyDependencies.origins]) {
      expect(from?.filter((urn) => urn.includes("randomPassword")).map(nameOf)).toEqual([
        "LoadBalancer front-origin-key",
      ]);
    }
  });

  it("stays open for the update that moves a live site behind its CDN, which sends the header already", async () => {
    const open = await planWith("prod", { openLoadBalancer: "true" });
    const doors = connections(open).filter((each) => each.includes("→ LoadBalancer front"));
    expect(doors).toEqual(["0.0.0.0/0 → LoadBalancer front:443", "0.0.0.0/0 → LoadBalancer front:80"]);
    const cdn = (plan: Plan) => ofType(plan, "aws:cloudfront/distribution:Distribution").map(({ inputs }) => inputs);
    expect(JSON.stringify(cdn(open))).toBe(JSON.stringify(cdn(await planOf("prod"))));
  });

  it("has a firewall before the CDN that refuses, counts or is not there, as its configuration says", async () => {
    const [acl] = ofType(await planOf("prod"), "aws:wafv2/webAcl:WebAcl");
    expect(acl?.inputs).toMatchObject({ scope: "CLOUDFRONT", region: "us-east-1" });
    expect(JSON.stringify(acl?.inputs)).toContain('"responseCode":429');
    const [cdn] = ofType(await planOf("prod"), "aws:cloudfront/distribution:Distribution");
    expect(cdn?.propertyDependencies.webAclId?.map(nameOf)).toEqual(["Firewall edge"]);
    const [counting] = ofType(await planWith("prod", { firewall: "count" }), "aws:wafv2/webAcl:WebAcl");
    expect(JSON.stringify(counting?.inputs)).not.toContain('"block"');
    expect(names(await planWith("prod", { firewall: "none" }), "aws:wafv2/webAcl:WebAcl")).toEqual([]);
  });

  it("lets the site's own page upload, and no other", async () => {
    const cors = ofType(await planOf("prod"), "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration");
    expect(cors.map(({ name, inputs }) => [name, inputs.corsRules])).toMatchObject([
      ["uploads", [{ allowedOrigins: ["https://app.example.com"] }]],
    ]);
    const withoutName = await planWith("prod", { domain: "", hostedZone: "", plainHttp: "true" });
    const [unnamed] = ofType(withoutName, "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration");
    expect(unnamed?.propertyDependencies.corsRules?.map(nameOf)).toEqual(["Cdn edge"]);
  });

  it("uploads the app's page as it is built, what never changes apart from the index that names it", async () => {
    const files = ofType(await planOf("prod"), "aws:s3/bucketObjectv2:BucketObjectv2");
    const keys = files.map(({ inputs }) => text(inputs.key) ?? "");
    expect(keys).toEqual(
      expect.arrayContaining(["index.html", expect.stringMatching(/^assets\/main-[A-Z0-9]{8}\.js$/)]),
    );
    for (const { inputs } of files) {
      const isImmutable = text(inputs.cacheControl)?.includes("immutable");
      expect([inputs.key, isImmutable]).toEqual([inputs.key, text(inputs.key)?.startsWith("assets/")]);
    }
  });

  it("uploads the built page that its configuration names", async () => {
    const pageFolder = "stacks/page";
    const plan = await planIn("prod", { pageFolder }, (folder) => {
      mkdirSync(join(folder, pageFolder, "assets"), { recursive: true });
      writeFileSync(join(folder, pageFolder, "index.html"), "<!doctype html>");
      writeFileSync(join(folder, pageFolder, "assets", "page-6JQ5BPXK.js"), "");
    });
    const keys = ofType(plan, "aws:s3/bucketObjectv2:BucketObjectv2").map(({ inputs }) => text(inputs.key));
    expect(keys.sort()).toEqual(["assets/page-6JQ5BPXK.js", "index.html"]);
    const [cdn] = ofType(plan, "aws:cloudfront/distribution:Distribution");
    expect(list(cdn?.inputs.originGroups)).toMatchObject([{ originId: "page" }]);
  });

  it("takes fewer tiers' safety away where its configuration says so", async () => {
    const plan = await planWith("prod", { natGateways: "single", databaseStandby: "false", cacheNodes: "1" });
    expect(names(plan, "aws:ec2/natGateway:NatGateway")).toEqual(["main-1"]);
    expect(ofType(plan, INSTANCE).find(({ name }) => name === "main")?.inputs.multiAz).toBe(false);
    const [cache] = ofType(plan, "aws:elasticache/replicationGroup:ReplicationGroup");
    expect(cache?.inputs.multiAzEnabled).toBe(false);
  });
});

describe("climbing the ladder", () => {
  it("gives the stateful resources that stay the same inputs", async () => {
    const before = await planWith("prod", { topology: "load-balanced" });
    const after = new Map((await planOf("prod")).resources.map((resource) => [resource.urn, resource]));
    for (const { urn, type, inputs } of before.resources) {
      if (STATEFUL.includes(type)) {
        expect([urn, JSON.stringify(after.get(urn)?.inputs)]).toEqual([urn, JSON.stringify(inputs)]);
      }
    }
  });

  it("knows at preview how many subnets everything is spread over", async () => {
    const plan = await planOf("prod");
    const [balancer] = ofType(plan, "aws:lb/loadBalancer:LoadBalancer");
    expect(list(balancer?.inputs.subnets)).toHaveLength(3);
    expect(containsUnknown(balancer?.inputs.subnets)).toBe(true);
  });
});

describe("a contradictory configuration", () => {
  it("stops the program with the file, the key and the value in one sentence", async () => {
    await expect(planWith("prod", { topology: "serverless" })).rejects.toThrow(
      /^Pulumi\.prod\.yaml: zero-to-millions:topology is serverless; it must be one of [^\n]*\.$/,
    );
  });
});
