import type { PlannedResource } from "../../plan";
import { flag, text } from "../../value";
import { INSTANCE } from "../resources/types";
import {
  type Derived,
  figure,
  gigabytes,
  type LoadedPlan,
  monthlyRequests,
  monthlyWrites,
  NOTHING,
  several,
} from "./declared";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const LOAD_BALANCERS = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];
const APIS = ["aws:apigatewayv2/api:Api", "aws:apigateway/restApi:RestApi"];

/** The part of the world whose CloudFront prices users of a region pay most likely. */
const USERS_NEAR: { readonly [region: string]: string } = {
  us: "us",
  ca: "us",
  eu: "europe",
  ap: "asia_pacific",
  sa: "south_america",
};

/** Load balancers that users reach, not those between services. */
export function publicBalancers(loaded: LoadedPlan): readonly PlannedResource[] {
  return loaded
    .all(...LOAD_BALANCERS)
    .filter(
      (each) =>
        flag(each.inputs.internal) !== true && (text(each.inputs.loadBalancerType) ?? "application") === "application",
    );
}

/** CloudFront: every request and every answer goes through it. */
export function throughDistributions(loaded: LoadedPlan): Derived {
  const { load, plan } = loaded;
  const found = loaded.all(DISTRIBUTION);
  if (found.length === 0) return NOTHING;
  const where = USERS_NEAR[plan.region?.slice(0, 2) ?? ""] ?? "us";
  const share = monthlyRequests(load).div(found.length);
  const writes = monthlyWrites(load).div(found.length);
  const values = {
    monthly_https_requests: { [where]: figure(share) },
    monthly_data_transfer_to_internet_gb: { [where]: figure(gigabytes(share, load.payloadKiB)) },
    monthly_data_transfer_to_origin_gb: { [where]: figure(gigabytes(writes, load.payloadKiB)) },
  };
  return {
    usage: Object.fromEntries(found.map((each) => [each.urn, values])),
    assumptions: [
      `All requests come over HTTPS through CloudFront (${several(found.length, "distribution")}, in equal shares) from users near ${plan.region ?? "the region"}, and each moves ${load.payloadKiB} KiB.`,
    ],
  };
}

/** Answers that leave the region without CloudFront; from an origin to CloudFront the transfer is free. */
export function outOfTheRegion(loaded: LoadedPlan): Derived {
  const { load, plan } = loaded;
  const entrances = [...publicBalancers(loaded), ...loaded.all(...APIS), ...loaded.all(INSTANCE)];
  if (loaded.all(DISTRIBUTION).length > 0 || entrances.length === 0 || plan.region === null) return NOTHING;
  const answers = gigabytes(monthlyRequests(load), load.payloadKiB);
  return {
    dataTransfer: [{ region: plan.region, monthly_outbound_internet_gb: figure(answers) }],
    assumptions: [
      `Answers of ${load.payloadKiB} KiB leave ${plan.region} for the internet; the first 100 GB a month, free per account, are not deducted.`,
    ],
  };
}

/** Firewalls and gateways look at every request. */
export function countedRequests(loaded: LoadedPlan): Derived {
  const firewalls = loaded.all(WEB_ACL);
  const apis = loaded.all(...APIS);
  const requests = monthlyRequests(loaded.load);
  const usage = (each: PlannedResource, count: number) =>
    [each.urn, { monthly_requests: figure(requests.div(count)) }] as const;
  return {
    usage: Object.fromEntries([
      ...firewalls.map((each) => usage(each, 1)),
      ...apis.map((each) => usage(each, apis.length)),
    ]),
    assumptions: [
      ...(firewalls.length > 0 ? ["Each web ACL inspects every request."] : []),
      ...(apis.length > 0
        ? [`All requests come in through API Gateway (${several(apis.length, "API")}, in equal shares).`]
        : []),
    ],
  };
}
