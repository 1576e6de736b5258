import { Algorithm, LoadBalancer, type LoadBalancerArgs, Stickiness, Target } from "../../components/load-balancer";
import { Network } from "../../components/network";
import { mistakesOf, record, resolved } from "./recorded-resources";

const LISTENER = "aws:lb/listener:Listener";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

describe("LoadBalancer", () => {
  const secure = { targets: Target.Servers, certificateArn: "arn:certificate" };
  const balancer = (args: Partial<LoadBalancerArgs> = secure, zones = 3) =>
    record(() => new LoadBalancer("front", { network: new Network("main", { zones }), ...secure, ...args }));
  const plain = () =>
    record(() => new LoadBalancer("front", { network: new Network("main"), targets: Target.Tasks, plainHttp: true }));

  it("stands in the public subnet of every zone", async () => {
    const { inputs } = (await balancer()).one("aws:lb/loadBalancer:LoadBalancer");
    expect(inputs).toMatchObject({ subnets: ["public-1", "public-2", "public-3"], internal: false });
  });

  it("speaks HTTPS by a current policy and forwards to its targets", async () => {
    expect((await balancer()).one(LISTENER, "front-https").inputs).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificateArn: "arn:certificate",
      sslPolicy: expect.stringMatching(/^ELBSecurityPolicy-TLS13-1-2-/),
      defaultActions: [{ type: "forward", targetGroupArn: "arn:aws:front" }],
    });
  });

  it("sends visitors from HTTP to HTTPS, and forwards nothing on HTTP", async () => {
    expect((await balancer()).one(LISTENER, "front-http").inputs).toMatchObject({
      port: 80,
      defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
  });

  it("opens ports 80 and 443 to the internet, and no other", async () => {
    const rules = (await balancer())
      .ofType(INGRESS)
      .map(({ inputs }) => [inputs.fromPort, inputs.toPort, inputs.cidrIpv4]);
    expect(rules.sort()).toEqual([
      [443, 443, "0.0.0.0/0"],
      [80, 80, "0.0.0.0/0"],
    ]);
  });

  it("serves plain HTTP alone when told so, on port 80 alone", async () => {
    const recorded = await plain();
    expect(recorded.names(LISTENER)).toEqual(["front-http"]);
    expect(recorded.one(LISTENER).inputs.defaultActions).toMatchObject([{ type: "forward" }]);
    expect(recorded.ofType(INGRESS).map(({ inputs }) => inputs.fromPort)).toEqual([80]);
  });

  it("asks targets for their readiness every ten seconds and drops one after two failures", async () => {
    expect((await balancer()).one("aws:lb/targetGroup:TargetGroup").inputs).toMatchObject({
      port: 8080,
      protocol: "HTTP",
      healthCheck: { path: "/healthz", matcher: "200", interval: 10, unhealthyThreshold: 2 },
      deregistrationDelay: 30,
    });
  });

  it.each([
    [Target.Servers, "instance"],
    [Target.Tasks, "ip"],
  ] as const)("registers %s by their %s", async (targets, targetType) => {
    expect((await balancer({ targets })).one("aws:lb/targetGroup:TargetGroup").inputs.targetType).toBe(targetType);
  });

  it("does not name its target group, which then can be replaced while a listener uses it", async () => {
    expect((await balancer()).one("aws:lb/targetGroup:TargetGroup").inputs).not.toHaveProperty("name");
  });

  it("drops malformed headers and cannot be deleted by default", async () => {
    expect((await balancer()).one("aws:lb/loadBalancer:LoadBalancer").inputs).toMatchObject({
      dropInvalidHeaderFields: true,
      enableDeletionProtection: true,
    });
  });

  it("refuses to serve unencrypted by omission", async () => {
    const mistakes = await mistakesOf(
      () => new LoadBalancer("front", { network: { zones: 3 } as Network, targets: Target.Tasks }),
    );
    expect(mistakes).toEqual({
      certificateArn: "is required for HTTPS; write plainHttp: true to serve unencrypted",
    });
  });

  it("refuses a certificate together with plain HTTP", async () => {
    const args = { ...secure, network: { zones: 3 } as Network, plainHttp: true };
    expect(await mistakesOf(() => new LoadBalancer("front", args))).toHaveProperty("certificateArn");
  });

  it("refuses one zone, an impossible port and a path without a slash, all at once", async () => {
    const network = { zones: 1 } as Network;
    const mistakes = await mistakesOf(
      () => new LoadBalancer("front", { ...secure, network, targetPort: 0, healthCheckPath: "ready" }),
    );
    expect(Object.keys(mistakes)).toEqual(["network", "targetPort", "healthCheckPath"]);
  });

  it("sounds when nobody can serve, also when no figure arrives", async () => {
    const names: unknown[] = [];
    await record(() => {
      const alarms = new LoadBalancer("front", { network: new Network("main"), ...secure }).alarms();
      names.push(...alarms.map((alarm) => [alarm.name, "silence" in alarm ? alarm.silence : undefined]));
    });
    expect(names).toEqual([
      ["availability", undefined],
      ["burn", undefined],
      ["burn-slow", undefined],
      ["5xx", undefined],
      ["slow", undefined],
      ["unhealthy-hosts", undefined],
      ["no-healthy-host", "breaching"],
    ]);
  });

  describe("chooses a target", () => {
    const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
    const group = async (args: Partial<LoadBalancerArgs> = {}) => (await balancer(args)).one(TARGET_GROUP).inputs;

    it("by the fewest requests in progress, without sending visitors back to the same one", async () => {
      const inputs = await group();
      expect(inputs.loadBalancingAlgorithmType).toBe("least_outstanding_requests");
      for (const absent of ["loadBalancingAnomalyMitigation", "slowStart", "stickiness"]) {
        expect(inputs).not.toHaveProperty(absent);
      }
    });

    it("in turn, with a slow start for new ones", async () => {
      const inputs = await group({ algorithm: Algorithm.RoundRobin, slowStartSeconds: 90 });
      expect(inputs).toMatchObject({ loadBalancingAlgorithmType: "round_robin", slowStart: 90 });
    });

    it("at random, fewer requests to one that misbehaves", async () => {
      expect(await group({ algorithm: Algorithm.WeightedRandom })).toMatchObject({
        loadBalancingAlgorithmType: "weighted_random",
        loadBalancingAnomalyMitigation: "on",
      });
    });

    it("by a cookie of its own for an hour", async () => {
      const inputs = await group({ stickiness: Stickiness.BalancerCookie, stickySeconds: 3_600 });
      expect(inputs.stickiness).toEqual({ enabled: true, type: "lb_cookie", cookieDuration: 3_600 });
    });

    it("by the app's cookie, for a day at most by default", async () => {
      const inputs = await group({ stickiness: Stickiness.AppCookie, stickyCookie: "session" });
      expect(inputs.stickiness).toEqual({
        enabled: true,
        type: "app_cookie",
        cookieName: "session",
        cookieDuration: 86_400,
      });
    });

    it.each([
      ["slowStartSeconds", { slowStartSeconds: 60 }, /^must be 0 with algorithm least_outstanding_requests/],
      ["slowStartSeconds", { slowStartSeconds: 60, algorithm: Algorithm.WeightedRandom }, /^must be 0 with algorithm/],
      ["slowStartSeconds", { slowStartSeconds: 10, algorithm: Algorithm.RoundRobin }, /between 30 and 900, got 10$/],
      ["stickyCookie", { stickiness: Stickiness.AppCookie }, /^must be named with stickiness app_cookie/],
      ["stickyCookie", { stickyCookie: "session" }, /^must be named with stickiness app_cookie/],
      ["stickyCookie", { stickiness: Stickiness.AppCookie, stickyCookie: "AWSALBAPP" }, /got AWSALBAPP$/],
      ["stickySeconds", { stickySeconds: 0 }, /between 1 and 604800, got 0$/],
      ["idleTimeoutSeconds", { idleTimeoutSeconds: 4_001 }, /between 1 and 4000, got 4001$/],
      ["accessLogDays", { accessLogDays: -1 }, /between 0 and 3650, got -1$/],
      ["drainSeconds", { drainSeconds: 3_601 }, /between 0 and 3600, got 3601$/],
    ])("rejects %s that AWS refuses: %p", async (path, args, reason) => {
      const network = { zones: 3 } as Network;
      const mistakes = await mistakesOf(() => new LoadBalancer("front", { ...secure, network, ...args }));
      expect(mistakes).toEqual({ [path]: expect.stringMatching(reason) });
    });
  });

  it("lets a zone be taken out of service by hand", async () => {
    expect((await balancer()).one("aws:lb/loadBalancer:LoadBalancer").inputs.enableZonalShift).toBe(true);
  });

  it("cuts silent connections after a minute, or as long as WebSockets need", async () => {
    const idle = async (args: Partial<LoadBalancerArgs>) =>
      (await balancer(args)).one("aws:lb/loadBalancer:LoadBalancer").inputs.idleTimeout;
    expect(await idle({})).toBe(60);
    expect(await idle({ idleTimeoutSeconds: 600 })).toBe(600);
  });

  it("gives a leaving target the time it is told, and tells others", async () => {
    let front: LoadBalancer | undefined;
    const recorded = await record(() => {
      front = new LoadBalancer("front", { network: new Network("main"), ...secure, drainSeconds: 45 });
    });
    expect(recorded.one("aws:lb/targetGroup:TargetGroup").inputs.deregistrationDelay).toBe(45);
    expect(front?.drainSeconds).toBe(45);
    expect(front && (await resolved(front.requestCountLabel))).toBe("suffix/front/suffix/front");
  });

  it("has a web ACL only when it is given one", async () => {
    const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
    expect((await balancer()).names(ASSOCIATION)).toEqual([]);
    const recorded = await balancer({ webAclArn: "arn:firewall" });
    expect(recorded.one(ASSOCIATION).inputs).toEqual({ resourceArn: "arn:aws:front", webAclArn: "arn:firewall" });
  });

  it("writes no access log unless asked to", async () => {
    const recorded = await balancer();
    expect(recorded.names("aws:s3/bucket:Bucket")).toEqual([]);
    expect(recorded.one("aws:lb/loadBalancer:LoadBalancer").inputs).not.toHaveProperty("accessLogs");
  });

  it("writes access logs to a private bucket that may be written to before the load balancer tries", async () => {
    const recorded = await balancer({ accessLogDays: 30 });
    const front = recorded.one("aws:lb/loadBalancer:LoadBalancer");
    expect(front.inputs.accessLogs).toEqual({ bucket: "front-access-logs", enabled: true });
    expect(front.dependsOn).toContain("front-access-logs-policy");
    expect(recorded.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs.blockPublicPolicy).toBe(true);
    const { Statement } = JSON.parse(String(recorded.one("aws:s3/bucketPolicy:BucketPolicy").inputs.policy));
    expect(Statement.filter(({ Effect }: { Effect: string }) => Effect === "Allow")).toEqual([
      expect.objectContaining({
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:front-access-logs/AWSLogs/111122223333/*",
      }),
    ]);
    const [lifecycle] = recorded.ofType("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
    expect(lifecycle?.inputs.rules).toMatchObject([{ status: "Enabled", expiration: { days: 30 } }]);
    const [encryption] = recorded.ofType(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    expect(encryption?.inputs.rules).toMatchObject([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });
});
