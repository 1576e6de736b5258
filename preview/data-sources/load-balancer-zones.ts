import { text } from "../../model/value";
import type { DataSource } from "./context";
import { regionFor } from "./location";
import { partitionOf } from "./regions";

/** The account that writes a load balancer's access logs, and the hosted zones of its names. */
interface LoadBalancing {
  readonly account?: string;
  readonly application: string;
  readonly network: string;
}

/** Source: AWS General Reference, "Elastic Load Balancing endpoints", and "Access logs for your load balancer"; 2025-11. */
const REGIONS: { readonly [region: string]: LoadBalancing } = {
  "af-south-1": { account: "098369216593", application: "Z268VQBMOI5EKX", network: "Z203XCE67M25HM" },
  "ap-east-1": { account: "754344448648", application: "Z3DQVH9N71FHZ0", network: "Z12Y7K3UBGUAD1" },
  "ap-northeast-1": { account: "582318560864", application: "Z14GRHDCWA56QT", network: "Z31USIVHYNEOWT" },
  "ap-northeast-2": { account: "600734575887", application: "ZWKZPGTI48KDX", network: "ZIBE1TIR4HY56" },
  "ap-northeast-3": { account: "383597477331", application: "Z5LXEXXYW11ES", network: "Z1GWIQ4HH19I5X" },
  "ap-south-1": { account: "718504428378", application: "ZP97RAFLXTNZK", network: "ZVDDRBQ08TROA" },
  "ap-south-2": { application: "Z0173938T07WNTVAEPZN", network: "Z0711778386UTO08407HT" },
  "ap-southeast-1": { account: "114774131450", application: "Z1LMS91P8CMLE5", network: "ZKVM4W9LS7TM" },
  "ap-southeast-2": { account: "783225319266", application: "Z1GM3OXH4ZPM65", network: "ZCT6FZBF4DROD" },
  "ap-southeast-3": { account: "589379963580", application: "Z08888821HLRG5A9ZRTER", network: "Z01971771FYVNCOVWJU1G" },
  "ca-central-1": { account: "985666609251", application: "ZQSVJUPU6J1EY", network: "Z2EPGBW3API2WT" },
  "cn-north-1": { account: "638102146993", application: "Z1GDH35T77C1KE", network: "Z3QFB96KMJ7ED6" },
  "cn-northwest-1": { account: "037604701340", application: "ZM7IZAIOVVDZF", network: "ZQEIKTCZ8352D" },
  "eu-central-1": { account: "054676820928", application: "Z215JYRZR1TBD5", network: "Z3F0SRJ5LGBH90" },
  "eu-central-2": { application: "Z06391101F2ZOEP8P5EB3", network: "Z02239872DOALSIDCX66S" },
  "eu-north-1": { account: "897822967062", application: "Z23TAZ6LKFMNIO", network: "Z1UDT6IFJ4EJM" },
  "eu-south-1": { account: "635631232127", application: "Z3ULH7SSC9OV64", network: "Z23146JA1KNAFP" },
  "eu-south-2": { application: "Z0956581394HF5D5LXGAP", network: "Z1011216NVTVYADP1SSV" },
  "eu-west-1": { account: "156460612806", application: "Z32O12XQLNTSW2", network: "Z2IFOLAFXWLO4F" },
  "eu-west-2": { account: "652711504416", application: "ZHURV8PSTC4K8", network: "ZD4D7Y8KGAS4G" },
  "eu-west-3": { account: "009996457667", application: "Z3Q77PNBQS71R4", network: "Z1CMS0P5QUZ6D5" },
  "me-central-1": { application: "Z08230872XQRWHG2XF6I", network: "Z00282643NTTLPANJJG2P" },
  "me-south-1": { account: "076674570225", application: "ZS929ML54UICD", network: "Z3QSRYVP46NYYV" },
  "sa-east-1": { account: "507241528517", application: "Z2P70J7HTTTPLU", network: "ZTK26PT1VY4CU" },
  "us-east-1": { account: "127311923021", application: "Z35SXDOTRQ7X7K", network: "Z26RNL4JYFTOTI" },
  "us-east-2": { account: "033677994240", application: "Z3AADJGX6KTTL2", network: "ZLMOA37VPKANP" },
  "us-gov-east-1": { account: "190560391635", application: "Z166TLBEWOO7G0", network: "Z1ZSMQQ6Q24QQ8" },
  "us-gov-west-1": { account: "048591011584", application: "Z33AYJ8TM3BH4J", network: "ZMG1MZ2THAWF1" },
  "us-west-1": { account: "027434742980", application: "Z368ELLRRE2KJ0", network: "Z24FKFUX50B4VW" },
  "us-west-2": { account: "797873946194", application: "Z1H1FL5HABSF5", network: "Z18D5FSROUN65G" },
};

/** The account that writes access logs: a bucket's policy must let it in. */
export const loadBalancerAccount: DataSource = (args, context) => {
  const region = regionFor(args, context);
  const account = REGIONS[region]?.account;
  if (account === undefined)
    throw new Error(`there is no load balancer account in ${region}: use the service principal`);
  return { ...args, id: account, region, arn: `arn:${partitionOf(region).id}:iam::${account}:root` };
};

/** The hosted zone that an alias record to a load balancer names. */
export const loadBalancerZone: DataSource = (args, context) => {
  const region = regionFor(args, context);
  const kind = text(args.loadBalancerType) === "network" ? "network" : "application";
  const id = REGIONS[region]?.[kind];
  if (id === undefined) throw new Error(`the hosted zone of load balancers in ${region} is not known`);
  return { ...args, id, region };
};
