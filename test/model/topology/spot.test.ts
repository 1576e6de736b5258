import { buildTopology } from "../../../model/topology/build";
import { from, type Inputs, PlanBuilder } from "../plan-builder";

function countOf(inputs: Inputs, clusterDefaults?: Inputs[]): number | null | undefined {
  const plan = new PlanBuilder();
  const cluster = plan.add("aws:ecs/cluster:Cluster", "main");
  plan.add("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "main", {
    clusterName: from(cluster),
    ...(clusterDefaults ? { defaultCapacityProviderStrategies: clusterDefaults } : {}),
  });
  const service = plan.add("aws:ecs/service:Service", "web", { cluster: from(cluster), desiredCount: 6, ...inputs });
  return buildTopology(plan.plan()).tiers.get(service.urn)?.count;
}

const BASE = { capacityProvider: "FARGATE", base: 2, weight: 0 };
const SPOT = { capacityProvider: "FARGATE_SPOT", weight: 1 };

describe("the tasks that are always there", () => {
  it("are all of them where nothing is Spot", () => {
    expect(countOf({ launchType: "FARGATE" })).toBe(6);
    expect(countOf({ capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }] })).toBe(6);
  });

  it("are the base that is not Spot", () => {
    expect(countOf({ capacityProviderStrategies: [BASE, SPOT] })).toBe(2);
  });

  it("are the share that is not Spot", () => {
    const strategies = [
      { capacityProvider: "FARGATE", weight: 1 },
      { ...SPOT, weight: 2 },
    ];
    expect(countOf({ capacityProviderStrategies: strategies })).toBe(2);
  });

  it("are none where everything is Spot", () => {
    expect(countOf({ capacityProviderStrategies: [SPOT] })).toBe(0);
  });

  it("follow the cluster where the service says nothing, and not where it does", () => {
    expect(countOf({}, [BASE, SPOT])).toBe(2);
    expect(countOf({ launchType: "FARGATE" }, [BASE, SPOT])).toBe(6);
  });

  it("are as many as scaling keeps, of which some are Spot", () => {
    const plan = new PlanBuilder();
    const service = plan.add("aws:ecs/service:Service", "web", { capacityProviderStrategies: [BASE, SPOT] });
    plan.add("aws:appautoscaling/target:Target", "web", { minCapacity: 4, resourceId: from(service) });
    expect(buildTopology(plan.plan()).tiers.get(service.urn)?.count).toBe(2);
  });
});

describe("what stands behind a load balancer and an API", () => {
  it("is one service with both of its target groups, whichever serves", () => {
    const plan = new PlanBuilder();
    const balancer = plan.add("aws:lb/loadBalancer:LoadBalancer", "front");
    const [blue, green] = ["blue", "green"].map((name) => plan.add("aws:lb/targetGroup:TargetGroup", name));
    const listener = plan.add("aws:lb/listener:Listener", "front", { loadBalancerArn: from(balancer) });
    if (!blue || !green) throw new Error("two target groups were asked for");
    const rule = plan.add("aws:lb/listenerRule:ListenerRule", "front", {
      listenerArn: from(listener),
      actions: [{ type: "forward", forward: { targetGroups: [{ arn: from(blue) }, { arn: from(green) }] } }],
    });
    const service = plan.add("aws:ecs/service:Service", "web", {
      loadBalancers: [
        {
          targetGroupArn: from(blue),
          advancedConfiguration: { alternateTargetGroupArn: from(green), productionListenerRule: from(rule) },
        },
      ],
    });
    const { edges } = buildTopology(plan.plan());
    expect(edges.map((edge) => [edge.from, edge.to])).toEqual([[balancer.urn, service.urn]]);
  });

  it("is found through a Cloud Map name", () => {
    const plan = new PlanBuilder();
    const api = plan.add("aws:apigatewayv2/api:Api", "api", { protocolType: "HTTP" });
    const name = plan.add("aws:servicediscovery/service:Service", "web");
    plan.add("aws:apigatewayv2/integration:Integration", "api", { apiId: from(api), integrationUri: from(name) });
    const service = plan.add("aws:ecs/service:Service", "web", { serviceRegistries: { registryArn: from(name) } });
    const { edges, entries } = buildTopology(plan.plan());
    expect(edges.map((edge) => [edge.from, edge.to])).toEqual([[api.urn, service.urn]]);
    expect(entries).toEqual([api.urn]);
  });
});
