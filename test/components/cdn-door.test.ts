import * as pulumi from "@pulumi/pulumi";
import { LoadBalancer, type LoadBalancerArgs, Reach, Target } from "../../components/load-balancer";
import { Network } from "../../components/network";
import { record } from "./recorded-resources";

const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const behindCdn = (args: Partial<LoadBalancerArgs> = { certificateArn: "arn:certificate" }) =>
  record(
    () => new LoadBalancer("front", { network: new Network("main"), targets: Target.Tasks, reach: Reach.Cdn, ...args }),
  );

describe("a load balancer behind a CDN", () => {
  it("lets CloudFront's servers connect and no address of the internet", async () => {
    const rules = (await behindCdn()).ofType(INGRESS).map(({ inputs }) => inputs);
    expect(rules).toEqual([
      expect.objectContaining({
        prefixListId: "list-of-com.amazonaws.global.cloudfront.origin-facing",
        fromPort: 443,
        toPort: 443,
        ipProtocol: "tcp",
      }),
    ]);
    expect(rules[0]).not.toHaveProperty("cidrIpv4");
  });

  it("opens one port only, since the list takes 55 of the 60 rules of a security group", async () => {
    for (const args of [{ certificateArn: "arn:certificate" }, { plainHttp: true }]) {
      const recorded = await behindCdn(args);
      expect(recorded.ofType(INGRESS)).toHaveLength(1);
      expect(recorded.ofType(LISTENER)).toHaveLength(1);
    }
  });

  it("answers 403 to requests that did not come through its own distribution", async () => {
    expect((await behindCdn()).one(LISTENER).inputs).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "403" } }],
    });
  });

  it("forwards requests that carry the header", async () => {
    expect((await behindCdn()).one(RULE).inputs).toMatchObject({
      listenerArn: "arn:aws:front-https",
      conditions: [{ httpHeader: { httpHeaderName: "X-Origin-Key", values: ["letters"] } }],
      actions: [{ type: "forward", targetGroupArn: "arn:aws:front" }],
    });
  });

  it("does the same without a certificate, on port 80", async () => {
    const recorded = await behindCdn({ plainHttp: true });
    expect(recorded.one(INGRESS).inputs).toMatchObject({ fromPort: 80, toPort: 80 });
    expect(recorded.one(LISTENER).inputs.defaultActions).toMatchObject([{ type: "fixed-response" }]);
    expect(recorded.one(RULE).inputs.listenerArn).toBe("arn:aws:front-http");
  });

  it("keeps the header's value secret", async () => {
    let isSecret = false;
    await record(async () => {
      const network = new Network("main");
      const front = new LoadBalancer("front", { network, targets: Target.Tasks, reach: Reach.Cdn, plainHttp: true });
      isSecret = await pulumi.isSecret(pulumi.output(front.originHeader?.value));
    });
    expect(isSecret).toBe(true);
  });

  it("lets targets register only when requests are forwarded to them", async () => {
    let ready = "";
    await record(() => {
      const network = new Network("main");
      const front = new LoadBalancer("front", { network, targets: Target.Tasks, reach: Reach.Cdn, plainHttp: true });
      front.listener.urn.apply((urn) => {
        ready = urn;
      });
    });
    expect(ready).toContain(RULE);
  });

  it("lets everybody in, and the distribution by its header, while a live site moves behind it", async () => {
    const recorded = await behindCdn({ certificateArn: "arn:certificate", reach: Reach.Both });
    expect(recorded.ofType(INGRESS).map(({ inputs }) => inputs.cidrIpv4)).toEqual(["0.0.0.0/0", "0.0.0.0/0"]);
    expect(recorded.one(LISTENER, "front-https").inputs.defaultActions).toMatchObject([{ type: "forward" }]);
    expect(recorded.one(RULE).inputs).toMatchObject({ actions: [{ type: "forward" }] });
    const closed = await behindCdn();
    expect(recorded.one(RULE).inputs).toEqual(closed.one(RULE).inputs);
  });

  it("has no header when the internet may connect", async () => {
    const recorded = await behindCdn({ certificateArn: "arn:certificate", reach: Reach.Internet });
    expect(recorded.ofType(RULE)).toEqual([]);
    expect(recorded.ofType("random:index/randomPassword:RandomPassword")).toEqual([]);
    expect(recorded.one(LISTENER, "front-https").inputs.defaultActions).toMatchObject([{ type: "forward" }]);
  });
});
