import { UNKNOWN } from "../../../model/value";
import { from, type Inputs } from "../../model/plan-builder";
import { shop } from "../../model/shop";
import { type CasesByRule, one, passes, some, trips } from "./case";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** The shop's service in a group of its own; `rule` is what that group lets in, of the front's and of another group. */
const guarded = (rule: (front: Inputs[string], other: Inputs[string]) => Inputs | undefined, groups?: Inputs[string]) =>
  some((plan) => {
    const [front, other, own] = ["front", "other", "own"].map((name) => plan.add(GROUP, name));
    if (front === undefined || other === undefined || own === undefined) return;
    const said = rule(from(front), from(other));
    if (said !== undefined) plan.add(RULE, "own", { securityGroupId: from(own), ipProtocol: "-1", ...said });
    const balancer = plan.add("aws:lb/loadBalancer:LoadBalancer", "front", { securityGroups: [from(front)] });
    const target = plan.add("aws:lb/targetGroup:TargetGroup", "web", { port: 80 });
    plan.add("aws:lb/listener:Listener", "web", {
      loadBalancerArn: from(balancer),
      defaultActions: [{ type: "forward", targetGroupArn: from(target) }],
    });
    plan.add("aws:ecs/service:Service", "web", {
      desiredCount: 3,
      networkConfiguration: { securityGroups: groups ?? [from(own)] },
      loadBalancers: [{ targetGroupArn: from(target) }],
    });
  });

/** A function that asks a database, whose group has this rule in itself; `other` is a group that the function is not in. */
const asked = (ingress: (other: Inputs[string]) => Inputs, groups: readonly Inputs[string][] = []) =>
  some((plan) => {
    const [caller, other] = ["caller", "other"].map((name) => plan.add(GROUP, name));
    if (caller === undefined || other === undefined) return;
    const own = plan.add(GROUP, "own", {
      ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, ...ingress(from(other)) }],
    });
    const database = plan.add("aws:rds/instance:Instance", "db", { vpcSecurityGroupIds: [from(own), ...groups] });
    plan.add("aws:lambda/function:Function", "fn", {
      vpcConfig: { securityGroupIds: [from(caller)], subnetIds: ["subnet-1"] },
      environment: { variables: { DATABASE: from(database) } },
    });
  });

/** A load balancer's service in a subnet that has a network ACL with these lines, in and out; rules are lines apart. */
const behindAcl = (ingress: Inputs[string], egress: Inputs[string], rules: readonly Inputs[] = []) =>
  some((plan) => {
    const vpcId = from(plan.add("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" }));
    const subnet = plan.add("aws:ec2/subnet:Subnet", "a", { vpcId, availabilityZone: "us-east-1a" });
    const acl = plan.add("aws:ec2/networkAcl:NetworkAcl", "acl", { vpcId, subnetIds: [from(subnet)], ingress, egress });
    for (const [index, rule] of rules.entries())
      plan.add("aws:ec2/networkAclRule:NetworkAclRule", `rule-${index}`, { networkAclId: from(acl), ...rule });
    const balancer = plan.add("aws:lb/loadBalancer:LoadBalancer", "front");
    const target = plan.add("aws:lb/targetGroup:TargetGroup", "web", { port: 80 });
    plan.add("aws:lb/listener:Listener", "web", {
      loadBalancerArn: from(balancer),
      defaultActions: [{ type: "forward", targetGroupArn: from(target) }],
    });
    plan.add("aws:ecs/service:Service", "web", {
      networkConfiguration: { subnets: [from(subnet)] },
      loadBalancers: [{ targetGroupArn: from(target) }],
    });
  });
const line = (action: string, fromPort: number, toPort: number, more: Inputs = {}) => ({
  ruleNo: 100,
  action,
  protocol: "tcp",
  cidrBlock: "0.0.0.0/0",
  fromPort,
  toPort,
  ...more,
});
const rule = (egress: boolean, more: Inputs = {}) => ({
  ...{ egress, ruleNumber: 100, ruleAction: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0" },
  ...more,
});
const EVERYTHING = [line("allow", 0, 0, { protocol: "-1" })];

/** A load balancer in one subnet with a table that has these routes. */
const routed = (routes: readonly Inputs[], balancer: Inputs = {}, type = "aws:lb/loadBalancer:LoadBalancer") =>
  some((plan) => {
    const vpcId = from(plan.add("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" }));
    const subnet = plan.add("aws:ec2/subnet:Subnet", "a", { vpcId, availabilityZone: "us-east-1a" });
    const table = plan.add("aws:ec2/routeTable:RouteTable", "routes", { vpcId, routes });
    plan.add("aws:ec2/routeTableAssociation:RouteTableAssociation", "a", {
      subnetId: from(subnet),
      routeTableId: from(table),
    });
    plan.add(type, "front", {
      loadBalancerType: "network",
      subnets: [from(subnet)],
      ...balancer,
    });
  });
const ANYWHERE = { cidrBlock: "0.0.0.0/0" };

const logging = (options: Inputs) =>
  one("aws:ecs/taskDefinition:TaskDefinition", {
    containerDefinitions: JSON.stringify([{ name: "app", logConfiguration: { logDriver: "awslogs", options } }]),
  });

export const reachability: CasesByRule = {
  "callers-are-let-in": {
    trips: [
      trips(
        "a service that lets in another group only",
        guarded((_front, other) => ({ referencedSecurityGroupId: other })),
        /web lets in nobody of front.*no rule of own names front/,
      ),
      trips(
        "a database that lets in another group than the function's",
        asked((other) => ({ securityGroups: [other] })),
        /db lets in nobody of fn/,
      ),
      trips("an ACL without a line", behindAcl([], EVERYTHING), /network ACL acl/),
      trips("an ACL that lets no answers out", behindAcl(EVERYTHING, [line("allow", 443, 443)]), /no answers out/),
      trips(
        "an ACL that denies everything before it allows",
        behindAcl([...EVERYTHING, line("deny", 0, 65535, { ruleNo: 10 })], EVERYTHING),
        /network ACL acl/,
      ),
      trips(
        "an ACL of which the rules stand apart",
        behindAcl([], [], [rule(false), rule(true, { protocol: "tcp", fromPort: 443, toPort: 443 })]),
        /network ACL acl/,
      ),
    ],
    passes: [
      passes(
        "a service that lets in its load balancer",
        guarded((front) => ({ referencedSecurityGroupId: front })),
      ),
      passes(
        "a service that lets in an address range",
        guarded(() => ({ cidrIpv4: "10.0.0.0/8" })),
      ),
      passes(
        "a range that is not known",
        guarded(() => ({ cidrIpv4: UNKNOWN })),
      ),
      passes(
        "a group with its rules elsewhere",
        guarded(() => undefined),
      ),
      passes(
        "a service in a group of somebody else's",
        guarded((_front, other) => ({ referencedSecurityGroupId: other }), ["sg-1"]),
      ),
      passes("an ACL that lets in and out", behindAcl([line("allow", 80, 80)], [line("allow", 1024, 65535)])),
      passes(
        "an ACL that denies some addresses first",
        behindAcl([line("deny", 0, 65535, { ruleNo: 10, cidrBlock: "192.0.2.0/24" }), ...EVERYTHING], EVERYTHING),
      ),
      passes("an ACL of which the lines are not known", behindAcl(UNKNOWN, EVERYTHING)),
      passes("an ACL with rules for both directions", behindAcl([], [], [rule(false), rule(true)])),
      passes(
        "an ACL with a rule that is not known",
        behindAcl([], [], [rule(false, { ruleAction: UNKNOWN }), rule(true)]),
      ),
      passes(
        "a rule for another group and an address range",
        asked((other) => ({ securityGroups: [other], cidrBlocks: ["10.0.0.0/8"] })),
      ),
      passes(
        "a rule for another group and a range that is not known",
        asked((other) => ({ securityGroups: [other], cidrBlocks: UNKNOWN })),
      ),
      passes(
        "a database in a group of somebody else's as well",
        asked((other) => ({ securityGroups: [other] }), ["sg-1"]),
      ),
      passes(
        "a rule of which the group is not known",
        some((plan) => {
          for (const each of guarded((_front, other) => ({ referencedSecurityGroupId: other })).resources.slice(2)) {
            plan.add(each.type, each.name, each.inputs, each);
          }
          plan.add(RULE, "stray", { securityGroupId: UNKNOWN, cidrIpv4: "10.0.0.0/8" });
        }),
      ),
      passes("a shop", shop()),
    ],
  },
  "entries-can-be-reached": {
    trips: [
      trips(
        "a way out through NAT alone",
        routed([{ ...ANYWHERE, natGatewayId: "nat-1" }]),
        /front is for the internet and stands in a/,
      ),
      trips("no way out", routed([]), /no internet gateway/),
      trips("a classic balancer without one", routed([], {}, CLASSIC), /front is for the internet/),
    ],
    passes: [
      passes("a route to an internet gateway", routed([{ ...ANYWHERE, gatewayId: "igw-1" }])),
      passes("a balancer for the inside", routed([], { internal: true })),
      passes(
        "subnets out of a list, of which it is not known which",
        some((plan) => {
          const vpcId = from(plan.add("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" }));
          const routes = plan.add("aws:ec2/routeTable:RouteTable", "inside", { vpcId });
          const subnets = ["a", "b"].map((zone) => {
            const availabilityZone = `us-east-1${zone}`;
            const subnet = plan.add("aws:ec2/subnet:Subnet", zone, { vpcId, availabilityZone });
            const ids = { subnetId: from(subnet), routeTableId: from(routes) };
            plan.add("aws:ec2/routeTableAssociation:RouteTableAssociation", zone, ids);
            return subnet;
          });
          plan.add("aws:lb/loadBalancer:LoadBalancer", "front", { subnets: from(...subnets) });
        }),
      ),
      passes("a balancer of which it is not known", routed([], { internal: UNKNOWN })),
      passes("a route to something else, as a firewall", routed([{ ...ANYWHERE, vpcEndpointId: "vpce-1" }])),
      passes("a shop", shop()),
    ],
  },
  "logs-do-not-block": {
    trips: [
      trips(
        "the second of two containers",
        one("aws:ecs/taskDefinition:TaskDefinition", {
          containerDefinitions: JSON.stringify([
            { name: "app" },
            { name: "proxy", logConfiguration: { logDriver: "awslogs", options: { mode: "blocking" } } },
          ]),
        }),
        /container `proxy`/,
      ),
      trips("a container that asks for it", logging({ mode: "blocking" }), /container `app`/),
      trips(
        "an account that does",
        one("aws:ecs/accountSettingDefault:AccountSettingDefault", { name: "defaultLogDriverMode", value: "blocking" }),
        /each container of the account/,
      ),
    ],
    passes: [
      passes("a container that says nothing", logging({})),
      passes("a container that goes on", logging({ mode: "non-blocking" })),
      passes(
        "another setting",
        one("aws:ecs/accountSettingDefault:AccountSettingDefault", { name: "awsvpcTrunking", value: "blocking" }),
      ),
    ],
  },
};
