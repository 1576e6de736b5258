/**
 * Every component once, with the arguments that it cannot do without and its defaults for all others: to see what one is
 * made of and costs (`npm run ladder -- components`), not to deploy.
 */
import * as aws from "@pulumi/aws";
import { ApiGateway } from "../api-gateway";
import { BackupPlan } from "../backup-plan";
import { Budget } from "../budget";
import { Cache } from "../cache";
import { Cdn } from "../cdn";
import { Certificate } from "../certificate";
import { Cluster } from "../cluster";
import { ContainerImage } from "../container-image";
import { Database } from "../database";
import { DatabaseReplica } from "../database-replica";
import { DeployRole } from "../deploy-role";
import { Dns } from "../dns";
import { Firewall } from "../firewall";
import { Fleet } from "../fleet";
import { HostedZone } from "../hosted-zone";
import { KeyRing } from "../key-ring";
import { KeyValueStore } from "../key-value-store";
import { LoadBalancer, Target } from "../load-balancer";
import { LogDrain } from "../log-drain";
import { Network } from "../network";
import { NetworkPeering } from "../network-peering";
import { ObjectReplication } from "../object-replication";
import { ObjectStore } from "../object-store";
import { Observability } from "../observability";
import { Page } from "../page";
import { Queue } from "../queue";
import { Server } from "../server";
import { Service } from "../service";
import { ShardedDatabase } from "../sharded-database";
import { ShardedDatabaseReplica } from "../sharded-database-replica";
import { SharedFiles } from "../shared-files";
import { SigningKey } from "../signing-key";
import { SourceIpBalancer } from "../source-ip-balancer";
import { Worker } from "../worker";

const image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:1.0.0";
const listenerArn = "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/shop/1/1";
const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/1";
const hostedZone = "example.com";
const secondRegion = "us-west-2";
const provider = new aws.Provider(secondRegion, { region: secondRegion });

const network = new Network("network");
const peer = new Network("peer", { cidrBlock: "10.1.0.0/16" }, { provider });
new NetworkPeering("network-peering", { network, peer, peerRegion: secondRegion, peerProvider: provider });

const database = new Database("database", { network, instanceClass: "db.t4g.medium", storageGiB: 20 });
new DatabaseReplica("database-replica", { of: database, network: peer }, { provider });
const first = { name: "shard-1", database };
const shard = { network, instanceClass: "db.t4g.medium", storageGiB: 20 };
const of = new ShardedDatabase("sharded-database", { ...shard, first, shards: ["shard-2"] });
new ShardedDatabaseReplica("sharded-database-replica", { of, network: peer }, { provider });
const keyValueStore = new KeyValueStore("key-value-store");
new Cache("cache", { network, nodeType: "cache.t4g.small" });
const objectStore = new ObjectStore("object-store");
const copy = new ObjectStore("copy", {}, { provider });
new ObjectReplication("object-replication", { from: new ObjectStore("replicated"), to: copy });
new SharedFiles("shared-files", { network });
const queue = new Queue("queue");
new SigningKey("signing-key", { variable: "TOKEN_SECRET" });
new KeyRing("key-ring", { variable: "WEBHOOK_SECRET_KEYS" });

const loadBalancer = new LoadBalancer("load-balancer", { network, targets: Target.Tasks, certificateArn });
const beforeServers = new LoadBalancer("before-servers", { network, targets: Target.Servers, certificateArn });
new SourceIpBalancer("source-ip-balancer", { network, serversSpeakTls: true });
new Server("server", { network, image, instanceType: "t4g.small" });
new Fleet("fleet", { network, behind: beforeServers, image, instanceType: "t4g.small", minimum: 3, maximum: 9 });
const cluster = new Cluster("cluster");
new ContainerImage("container-image", { context: ".", release: "1.0.0" });
new Service("service", { cluster, network, image, behind: loadBalancer, maximum: 12 });
new Worker("worker", { cluster, network, image, queue, maximum: 12 });

const target = { arn: listenerArn, endpoint: { securityGroupId: loadBalancer.securityGroupId, port: 443 } };
new ApiGateway("api-gateway", { network, target, anonymous: true });
new HostedZone("hosted-zone", { domain: "example.org" });
const { dnsName, zoneId } = loadBalancer;
new Dns("dns", { hostedZone, domain: "shop.example.com", target: { dnsName, zoneId, knowsHealth: true } });
new Certificate("certificate", { hostedZone, domain: "shop.example.com" });
new Firewall("firewall");
new Cdn("cdn", { origin: { host: loadBalancer.dnsName, https: true } });
new Page("page", { folder: "page", bucketName: objectStore.bucketName });

new Observability("observability", { of: [database, loadBalancer] });
const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:log-service-AbCdEf";
const logGroups = { web: "/shop/web" };
new LogDrain("log-drain", { logGroups, url: "https://logs.example.com/firehose", accessKey: { secretArn } });
new BackupPlan("backup-plan", { resources: [database.arn, keyValueStore.arn] });
new Budget("budget", { monthlyUsd: 100, emails: ["team@example.com"] });
new DeployRole("deploy-role", { repository: "acme/shop", environment: "prod", regions: ["us-east-1"] });
