import { UNKNOWN } from "../../../model/value";
import { from, type Inputs } from "../../model/plan-builder";
import { type CasesByRule, one, passes, some, trips } from "./case";
import { subnetsIn } from "./networks";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RECORD = "aws:route53/record:Record";
const CDN = "aws:cloudfront/distribution:Distribution";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TCP = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] };

const balancerIn = (...zones: readonly string[]) =>
  some(
    (plan) =>
      void plan.add(BALANCER, "it", { internal: true, subnets: subnetsIn(plan, ...zones).map((each) => from(each)) }),
  );

const dbSubnetsIn = (...zones: readonly string[]) =>
  some(
    (plan) =>
      void plan.add("aws:rds/subnetGroup:SubnetGroup", "it", {
        subnetIds: subnetsIn(plan, ...zones).map((each) => from(each)),
      }),
  );

const mountsIn = (...zones: readonly string[]) =>
  some((plan) => {
    const files = plan.add("aws:efs/fileSystem:FileSystem", "files", {});
    subnetsIn(plan, ...zones).forEach((subnet, i) => {
      plan.add("aws:efs/mountTarget:MountTarget", `mount-${i}`, { fileSystemId: from(files), subnetId: from(subnet) });
    });
  });

const subnets = (vpc: string, ...blocks: readonly string[]) =>
  some((plan) => {
    const net = plan.add("aws:ec2/vpc:Vpc", "net", { cidrBlock: vpc });
    for (const [i, cidrBlock] of blocks.entries())
      plan.add("aws:ec2/subnet:Subnet", `part-${i}`, { vpcId: from(net), cidrBlock });
  });

const records = (...all: readonly Inputs[]) =>
  some((plan) => {
    const zone = plan.add("aws:route53/zone:Zone", "zone", { name: "example.com" });
    for (const [i, inputs] of all.entries()) {
      plan.add(RECORD, `record-${i}`, { zoneId: from(zone), type: "A", name: "www.example.com", ...inputs });
    }
  });

const ALIAS = { aliases: [{ name: "d1.cloudfront.net", zoneId: "Z1", evaluateTargetHealth: false }] };
const VALUE = { ttl: 60, records: ["192.0.2.1"] };
const weighted = (setIdentifier: string) => ({ ...VALUE, setIdentifier, weightedRoutingPolicies: [{ weight: 1 }] });

const listening = (balancer: Inputs, listener: Inputs, group: Inputs = {}) =>
  some((plan) => {
    const front = plan.add(BALANCER, "front", balancer);
    const target = plan.add("aws:lb/targetGroup:TargetGroup", "web", {
      port: 80,
      protocol: "HTTP",
      vpcId: "vpc-1",
      ...group,
    });
    plan.add("aws:lb/listener:Listener", "it", {
      loadBalancerArn: from(front),
      port: 80,
      defaultActions: [{ type: "forward", targetGroupArn: from(target) }],
      ...listener,
    });
  });

/** A service behind a target group, and whether a listener leads there. */
const led = (leads: boolean) =>
  some((plan) => {
    const front = plan.add(BALANCER, "front", {});
    const group = plan.add("aws:lb/targetGroup:TargetGroup", "it", { port: 80, protocol: "HTTP", vpcId: "vpc-1" });
    const target = { targetGroupArn: from(group) };
    plan.add("aws:ecs/service:Service", "web", { loadBalancers: [target] });
    const defaultActions = [leads ? { type: "forward", ...target } : { type: "redirect" }];
    plan.add("aws:lb/listener:Listener", "front", {
      loadBalancerArn: from(front),
      port: 80,
      protocol: "HTTP",
      defaultActions,
    });
  });

const gatewayOf = (has: boolean) =>
  some((plan) => {
    const subnets = subnetsIn(plan, "a", "b");
    const [network] = plan.plan().resources.filter(({ type }) => type === "aws:ec2/vpc:Vpc");
    if (has && network) plan.add("aws:ec2/internetGateway:InternetGateway", "net", { vpcId: from(network) });
    plan.add(BALANCER, "it", { internal: false, subnets: subnets.map((each) => from(each)) });
  });

const cdn = (more: Inputs) =>
  one(CDN, { origins: [{ originId: "web" }], defaultCacheBehavior: { targetOriginId: "web" }, ...more });

/** A group over two subnets of 16 addresses, of which AWS keeps 5 each. */
const crowded = (maxSize: Inputs[string]) =>
  some((plan) => {
    const vpcId = from(plan.add("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" }));
    const subnets = ["10.0.0.0/28", "10.0.0.16/28"].map((cidrBlock, i) =>
      plan.add("aws:ec2/subnet:Subnet", `part-${i}`, { vpcId, cidrBlock, availabilityZone: `us-east-1${"ab"[i]}` }),
    );
    plan.add("aws:autoscaling/group:Group", "it", {
      minSize: 2,
      maxSize,
      vpcZoneIdentifiers: subnets.map((each) => from(each)),
    });
  });

export const deployableNetwork: CasesByRule = {
  "subnets-are-in-two-zones": {
    trips: [
      trips("an application load balancer in one subnet", balancerIn("a"), /one zone/),
      trips("an application load balancer in two subnets of one zone", balancerIn("a", "a"), /one zone/),
      trips(
        "a load balancer with two subnets of one zone among three",
        balancerIn("a", "a", "b"),
        /two subnets of us-east-1a/,
      ),
      trips("a public load balancer in a network without a gateway", gatewayOf(false), /without an internet gateway/),
      trips("a database's subnets in one zone", dbSubnetsIn("a", "a"), /`subnetIds`/),
      trips("two mount targets in one zone", mountsIn("a", "a"), /second mount target of files in us-east-1a/),
    ],
    passes: [
      passes("a load balancer in two zones", balancerIn("a", "b")),
      passes("a public load balancer in a network with a gateway", gatewayOf(true)),
      passes(
        "a network load balancer in one zone",
        one(BALANCER, { loadBalancerType: "network", subnets: ["subnet-1"] }),
      ),
      passes("two subnets that were looked up", one(BALANCER, { subnets: ["subnet-1", "subnet-2"] })),
      passes("a list that is not known", one(BALANCER, { subnets: UNKNOWN })),
      passes("a database's two subnets of one zone and one of another", dbSubnetsIn("a", "a", "b")),
      passes("mount targets in two zones", mountsIn("a", "b")),
    ],
  },
  "addresses-fit": {
    trips: [
      trips("a subnet outside its network", subnets("10.0.0.0/16", "10.1.0.0/24"), /outside its network net/),
      trips(
        "two subnets with addresses in common",
        subnets("10.0.0.0/16", "10.0.0.0/23", "10.0.1.0/24"),
        /part-0 and part-1 with addresses in common/,
      ),
      trips("a subnet too small", subnets("10.0.0.0/16", "10.0.0.0/29"), /\/16 to \/28/),
      trips("a network too large", subnets("10.0.0.0/8"), /\/16 to \/28/),
      trips("a block that starts elsewhere", subnets("10.0.0.0/16", "10.0.0.16/24"), /does not start where/),
      trips("no block", subnets("10.0.0.0/16", "10.0.0.0"), /no block/),
      trips("a group with more instances than addresses", crowded(23), /may have 23 instances.*22 addresses/),
    ],
    passes: [
      passes("a group that its subnets have room for", crowded(22)),
      passes("a group of which the size is not known", crowded(UNKNOWN)),
      passes("subnets next to each other", subnets("10.0.0.0/16", "10.0.0.0/24", "10.0.1.0/24")),
      passes("a subnet of IPv6 alone", one("aws:ec2/subnet:Subnet", { ipv6Native: true })),
      passes(
        "a network that was looked up",
        one("aws:ec2/subnet:Subnet", { vpcId: "vpc-1", cidrBlock: "10.9.0.0/24" }),
      ),
      passes(
        "a subnet in a second block of the network",
        some((plan) => {
          const net = plan.add("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
          plan.add("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", "more", {
            vpcId: from(net),
            cidrBlock: "10.1.0.0/16",
          });
          plan.add("aws:ec2/subnet:Subnet", "it", { vpcId: from(net), cidrBlock: "10.1.0.0/24" });
        }),
      ),
    ],
  },
  "group-rules-are-valid": {
    trips: [
      trips(
        "ports the wrong way round",
        one(GROUP, { ingress: [{ ...TCP, fromPort: 443, toPort: 80 }] }),
        /from port 443 to port 80/,
      ),
      trips("a port that does not exist", one(GROUP, { ingress: [{ ...TCP, toPort: 70_000 }] }), /port 70000/),
      trips(
        "a block that starts elsewhere",
        one(GROUP, { ingress: [{ ...TCP, cidrBlocks: ["10.0.0.1/8"] }] }),
        /does not start/,
      ),
      trips("nobody", one(GROUP, { ingress: [{ protocol: "tcp", fromPort: 1, toPort: 2 }] }), /names nobody/),
      trips(
        "two sources of one rule",
        one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
          ipProtocol: "tcp",
          fromPort: 1,
          toPort: 2,
          cidrIpv4: "10.0.0.0/8",
          cidrIpv6: "::/0",
        }),
        /takes one/,
      ),
    ],
    passes: [
      passes(
        "a rule",
        one(GROUP, { ingress: [TCP], egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] }),
      ),
      passes(
        "a ping: type 8, code 0",
        one(GROUP, { ingress: [{ protocol: "icmp", fromPort: 8, toPort: 0, cidrBlocks: ["10.0.0.0/8"] }] }),
      ),
      passes("its own members", one(GROUP, { ingress: [{ protocol: "tcp", fromPort: 1, toPort: 2, self: true }] })),
      passes(
        "a source that is not known",
        one(GROUP, { ingress: [{ protocol: "tcp", fromPort: 1, toPort: 2, securityGroups: UNKNOWN }] }),
      ),
    ],
  },
  "records-can-be-made": {
    trips: [
      trips("an alias with a time to live", records({ ...ALIAS, ttl: 60 }), /`ttl` or `records` besides/),
      trips("values without a time to live", records({ records: ["192.0.2.1"] }), /without a `ttl`/),
      trips("neither", records({}), /neither an alias/),
      trips(
        "a CNAME at the zone's own name",
        records({ type: "CNAME", name: "example.com", ttl: 60, records: ["a.example.org"] }),
        /zone's own name/,
      ),
      trips("an address that is none", records({ ttl: 60, records: ["a.example.org"] }), /none of type A/),
      trips(
        "two CNAMEs of a name",
        records({ type: "CNAME", ttl: 1, records: ["a"] }, { type: "CNAME", ttl: 1, records: ["b"] }),
        /has the name, type/,
      ),
      trips("a CNAME beside an address", records(VALUE, { type: "CNAME", ttl: 1, records: ["b"] }), /must be alone/),
      trips(
        "weights without identifiers",
        records({ ...VALUE, weightedRoutingPolicies: [{ weight: 1 }] }),
        /without a `setIdentifier`/,
      ),
      trips("a weighted record beside a simple one", records(VALUE, weighted("a")), /only one has a routing policy/),
    ],
    passes: [
      passes("an alias at the zone's own name", records({ ...ALIAS, name: "example.com" })),
      passes("an address each for IPv4 and IPv6", records(VALUE, { type: "AAAA", ttl: 60, records: ["2001:db8::1"] })),
      passes("two weighted records", records(weighted("a"), weighted("b"))),
      passes("values that are not known", records({ ttl: 60, records: UNKNOWN })),
      passes("names that are not known", records({ ...VALUE, name: UNKNOWN }, { ...VALUE, name: UNKNOWN })),
    ],
  },
  "cdn-is-consistent": {
    trips: [
      trips("an origin that is not there", cdn({ defaultCacheBehavior: { targetOriginId: "api" } }), /origin `api`/),
      trips(
        "a group's member that is not there",
        cdn({ originGroups: [{ originId: "both", members: [{ originId: "web" }, { originId: "spare" }] }] }),
        /origin `spare`/,
      ),
      trips(
        "a group of one",
        cdn({ originGroups: [{ originId: "both", members: [{ originId: "web" }] }] }),
        /with one member/,
      ),
      trips("an origin twice", cdn({ origins: [{ originId: "web" }, { originId: "web" }] }), /two origins/),
      trips(
        "two ways of caching",
        cdn({
          defaultCacheBehavior: { targetOriginId: "web", cachePolicyId: "p", forwardedValues: { queryString: true } },
        }),
        /both `cachePolicyId`/,
      ),
    ],
    passes: [
      passes("an origin", cdn({})),
      passes(
        "a group",
        cdn({
          origins: [{ originId: "web" }, { originId: "spare" }],
          originGroups: [{ originId: "both", members: [{ originId: "web" }, { originId: "spare" }] }],
          defaultCacheBehavior: { targetOriginId: "both" },
        }),
      ),
      passes("an origin that is not known", cdn({ defaultCacheBehavior: { targetOriginId: UNKNOWN } })),
      passes("origins that are not known", cdn({ origins: UNKNOWN })),
    ],
  },
  "targets-fit-their-balancer": {
    trips: [
      trips(
        "TCP on an application load balancer",
        listening({}, { protocol: "TCP" }),
        /listens for TCP on front, an application/,
      ),
      trips(
        "HTTP on a network load balancer",
        listening({ loadBalancerType: "network" }, { protocol: "HTTP" }, { protocol: "TCP" }),
        /listens for HTTP on front, a network/,
      ),
      trips("a service that no listener leads to", led(false), /no listener leads to it/),
      trips("a TCP group behind HTTP", listening({}, { protocol: "HTTP" }, { protocol: "TCP" }), /forwards to web/),
      trips(
        "a group without a network",
        one("aws:lb/targetGroup:TargetGroup", { port: 80, protocol: "HTTP" }),
        /lacks `vpcId`/,
      ),
      trips(
        "two listeners on a port",
        some((plan) => {
          const front = plan.add(BALANCER, "front", {});
          for (const name of ["a", "b"])
            plan.add("aws:lb/listener:Listener", name, { loadBalancerArn: from(front), port: 80, protocol: "HTTP" });
        }),
        /as a does/,
      ),
    ],
    passes: [
      passes("HTTP", listening({}, { protocol: "HTTP" })),
      passes("a service that a listener leads to", led(true)),
      passes(
        "TLS on a network load balancer",
        listening({ loadBalancerType: "network" }, { protocol: "TLS" }, { protocol: "TCP" }),
      ),
      passes("a kind that is not known", listening({ loadBalancerType: UNKNOWN }, { protocol: "TCP" })),
      passes("a group of functions", one("aws:lb/targetGroup:TargetGroup", { targetType: "lambda" })),
      passes(
        "TCP and UDP on a port",
        some((plan) => {
          const front = plan.add(BALANCER, "front", { loadBalancerType: "network" });
          for (const protocol of ["TCP", "UDP"])
            plan.add("aws:lb/listener:Listener", protocol, { loadBalancerArn: from(front), port: 53, protocol });
        }),
      ),
    ],
  },
};
