import { UNKNOWN } from "../../../model/value";
import { from, type Inputs } from "../../model/plan-builder";
import { shop } from "../../model/shop";
import { type CasesByRule, one, passes, some, trips } from "./case";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:iam/policy:Policy";
const ROLE = "aws:iam/role:Role";
const CDN = "aws:cloudfront/distribution:Distribution";
const SERVER = "aws:ec2/instance:Instance";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";

const policy = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (more: object) => policy({ Effect: "Allow", ...more });

const listening = (balancer: Inputs, listener: Inputs) =>
  some((plan) => {
    const front = plan.add("aws:lb/loadBalancer:LoadBalancer", "front", balancer);
    plan.add("aws:lb/listener:Listener", "it", {
      loadBalancerArn: from(front),
      defaultActions: [{ type: "forward" }],
      ...listener,
    });
  });

/** A bucket of which the preview does not know the policy, with what is added for it. */
const unblocked = (block?: string) =>
  some((plan) => {
    const bucket = plan.add(BUCKET, "it", {});
    plan.add("aws:s3/bucketPolicy:BucketPolicy", "it", { bucket: from(bucket), policy: UNKNOWN });
    if (block !== undefined) plan.add(block, "it", { bucket: from(bucket), blockPublicPolicy: true });
  });

const origin = (domainName: Inputs[string]) => ({
  origins: [{ originId: "web", domainName, customOriginConfig: { originProtocolPolicy: "http-only" } }],
});

/** A bucket with a policy of its own. */
const ruled = (written: Inputs[string]) =>
  some((plan) => {
    const bucket = plan.add(BUCKET, "it", {});
    plan.add("aws:s3/bucketPolicy:BucketPolicy", "it", { bucket: from(bucket), policy: written });
  });
const withoutTls = (Effect: string, secure: string | boolean) =>
  policy({
    Effect,
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": secure } },
  });

export const security: CasesByRule = {
  "buckets-refuse-plain-http": {
    trips: [
      trips("a bucket without a policy", one(BUCKET, {}), /it answers over plain HTTP/),
      trips("a policy that only allows", ruled(allow({ Principal: "*", Action: "s3:*", Resource: "*" })), /plain HTTP/),
      trips("a policy that lets plain HTTP in", ruled(withoutTls("Allow", "false")), /plain HTTP/),
      trips("a policy that refuses TLS", ruled(withoutTls("Deny", "true")), /plain HTTP/),
    ],
    passes: [
      passes("a policy that refuses it", ruled(withoutTls("Deny", "false"))),
      passes("a policy that refuses it by a boolean", ruled(withoutTls("Deny", false))),
      passes("a policy that is not known", ruled(UNKNOWN)),
      passes("a policy in the bucket itself", one(BUCKET, { policy: withoutTls("Deny", "false") })),
      passes("a website, the old way", one(BUCKET, { website: { indexDocument: "index.html" } })),
      passes(
        "a condition in other letters",
        ruled(
          policy({
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Condition: { Bool: { "aws:securetransport": "False" } },
          }),
        ),
      ),
      passes(
        "a policy that asks for TLS 1.2",
        ruled(
          policy({
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } },
          }),
        ),
      ),
      passes(
        "a website",
        some((plan) => {
          const bucket = plan.add(BUCKET, "it", {});
          plan.add("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "it", { bucket: from(bucket) });
        }),
      ),
    ],
  },
  "data-stores-encrypted": {
    trips: [trips("a database", shop({ database: { storageEncrypted: false } }), /db is not encrypted/)],
    passes: [
      passes("a shop", shop()),
      passes("a disk of which it is not known", one("aws:ebs/volume:Volume", { encrypted: UNKNOWN })),
    ],
  },
  "no-open-ingress": {
    trips: [
      trips(
        "SSH for everybody",
        one(GROUP, { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] }),
        /port 22/,
      ),
    ],
    passes: [
      passes("a load balancer's door", shop()),
      passes(
        "a range that is not known",
        one(GROUP, { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [UNKNOWN] }] }),
      ),
    ],
  },
  "no-public-data": {
    trips: [
      trips("a public bucket", one("aws:s3/bucketAcl:BucketAcl", { acl: "public-read" }), /public by its/),
      trips(
        "a bucket that may be public",
        one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { blockPublicPolicy: false }),
        /`blockPublicPolicy` false/,
      ),
      trips(
        "a database on the internet",
        one("aws:rds/instance:Instance", { publiclyAccessible: true }),
        /an address on the internet/,
      ),
      trips(
        "a bucket for everybody",
        one("aws:s3/bucketPolicy:BucketPolicy", {
          policy: allow({ Principal: "*", Action: "s3:GetObject", Resource: "*" }),
        }),
        /everybody do s3:GetObject/,
      ),
      trips(
        "a bucket for everybody, by an object",
        one("aws:s3/bucketPolicy:BucketPolicy", {
          policy: { Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: UNKNOWN } },
        }),
        /everybody do s3:GetObject/,
      ),
      trips(
        "a snapshot for everybody",
        one("aws:rds/snapshot:Snapshot", { sharedAccounts: ["all"] }),
        /every account may restore/,
      ),
      trips(
        "a bucket without a block, with a policy that is not known",
        unblocked(),
        /nothing in the program keeps its policy/,
      ),
    ],
    passes: [
      passes("a bucket", one(BUCKET, {})),
      passes("a bucket with a block", unblocked("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")),
      passes(
        "a bucket of an account with a block",
        unblocked("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"),
      ),
      passes(
        "a bucket that must not be public",
        one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { blockPublicPolicy: true }),
      ),
      passes("a database", one("aws:rds/instance:Instance", { publiclyAccessible: false })),
      passes(
        "a refusal for everybody",
        one("aws:s3/bucketPolicy:BucketPolicy", {
          policy: policy({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }),
        }),
      ),
      passes(
        "a distribution's bucket",
        one("aws:s3/bucketPolicy:BucketPolicy", {
          policy: allow({
            Principal: "*",
            Action: "s3:GetObject",
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceArn": "x" } },
          }),
        }),
      ),
      passes("a policy that is not known", one("aws:s3/bucketPolicy:BucketPolicy", { policy: UNKNOWN })),
    ],
  },
  "permissions-are-narrow": {
    trips: [
      trips("everything", one(POLICY, { policy: allow({ Action: "*", Resource: "*" }) }), /every action/),
      trips(
        "everything, in a document that is an object",
        one(POLICY, { policy: { Statement: [{ Effect: "Allow", Action: "*", Resource: UNKNOWN }] } }),
        /every action/,
      ),
      trips(
        "all of a service",
        one(POLICY, { policy: allow({ Action: ["s3:*"], Resource: "*" }) }),
        /`s3:\*` on every resource/,
      ),
      trips(
        "everything but something",
        one(POLICY, { policy: allow({ NotAction: "iam:*", Resource: "*" }) }),
        /NotAction/,
      ),
      trips(
        "every role",
        one(POLICY, { policy: allow({ Action: "iam:PassRole", Resource: "*" }) }),
        /hand on every role/,
      ),
      trips(
        "an administrator",
        one("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
          policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
        /AdministratorAccess/,
      ),
      trips(
        "a role for everybody",
        one(ROLE, { assumeRolePolicy: allow({ Action: "sts:AssumeRole", Principal: { AWS: "*" } }) }),
        /taken on by everybody/,
      ),
      trips(
        "a role for all of GitHub",
        one(ROLE, {
          assumeRolePolicy: allow({
            Action: "sts:AssumeRoleWithWebIdentity",
            Principal: { Federated: "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com" },
          }),
        }),
        /every repository on GitHub/,
      ),
    ],
    passes: [
      passes(
        "an action on a bucket",
        one(POLICY, { policy: allow({ Action: "s3:*", Resource: "arn:aws:s3:::shop/*" }) }),
      ),
      passes(
        "an action that knows no resources",
        one(POLICY, { policy: allow({ Action: "ec2:DescribeInstances", Resource: "*" }) }),
      ),
      passes(
        "a refusal of everything",
        one(POLICY, { policy: policy({ Effect: "Deny", Action: "*", Resource: "*" }) }),
      ),
      passes(
        "a policy of AWS for tasks",
        one("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
          policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        }),
      ),
      passes(
        "a role for a service",
        one(ROLE, {
          assumeRolePolicy: allow({ Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }),
        }),
      ),
      passes(
        "a key's policy for its account",
        one("aws:kms/key:Key", {
          policy: allow({ Action: "kms:*", Resource: "*", Principal: { AWS: "arn:aws:iam::1:root" } }),
        }),
      ),
      passes("a policy that is not known", one(POLICY, { policy: UNKNOWN })),
    ],
  },
  "traffic-is-encrypted": {
    trips: [
      trips("plain HTTP from the internet", listening({}, { protocol: "HTTP" }), /plain HTTP from the internet/),
      trips(
        "TLS 1.0 at a load balancer",
        listening({}, { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08" }),
        /sslPolicy/,
      ),
      trips(
        "plain HTTP at a CDN",
        one(CDN, { defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" } }),
        /allow-all/,
      ),
      trips(
        "TLS 1.1 at a CDN",
        one(CDN, { viewerCertificate: { acmCertificateArn: "arn:x", minimumProtocolVersion: "TLSv1.1_2016" } }),
        /TLSv1\.1_2016/,
      ),
      trips("plain HTTP to an origin", one(CDN, origin("www.example.com")), /asks www.example.com over plain HTTP/),
      trips(
        "a database that takes anything",
        one("aws:rds/parameterGroup:ParameterGroup", { parameters: [{ name: "rds.force_ssl", value: "0" }] }),
        /force_ssl/,
      ),
    ],
    passes: [
      passes("a bucket's website, which has no HTTPS", one(CDN, origin("b.s3-website-us-east-1.amazonaws.com"))),
      passes("an origin that is not known", one(CDN, origin(UNKNOWN))),
      passes("plain HTTP that is sent on", listening({}, { protocol: "HTTP", defaultActions: [{ type: "redirect" }] })),
      passes("plain HTTP inside", listening({ internal: true }, { protocol: "HTTP" })),
      passes("a place that is not known", listening({ internal: UNKNOWN }, { protocol: "HTTP" })),
      passes("TLS 1.2 and 1.3", listening({}, { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" })),
      passes(
        "CloudFront's own certificate, with its own versions",
        one(CDN, { viewerCertificate: { cloudfrontDefaultCertificate: true, minimumProtocolVersion: "TLSv1" } }),
      ),
      passes(
        "a database that insists",
        one("aws:rds/parameterGroup:ParameterGroup", { parameters: [{ name: "rds.force_ssl", value: "1" }] }),
      ),
    ],
  },
  "metadata-needs-a-token": {
    trips: [
      trips("a server that says nothing", one(SERVER, {}), /without a token/),
      trips(
        "a launch template that leaves it open",
        one("aws:ec2/launchTemplate:LaunchTemplate", { metadataOptions: { httpTokens: "optional" } }),
        /without a token/,
      ),
    ],
    passes: [
      passes("a server that insists", one(SERVER, { metadataOptions: { httpTokens: "required" } })),
      passes("a server without metadata", one(SERVER, { metadataOptions: { httpEndpoint: "disabled" } })),
      passes("a server of a launch template", one(SERVER, { launchTemplate: { id: "lt-1" } })),
      passes("options that are not known", one(SERVER, { metadataOptions: UNKNOWN })),
      passes(
        "an account that insists",
        some((plan) => {
          plan.add("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", "all", { httpTokens: "required" });
          plan.add(SERVER, "it", {});
        }),
      ),
    ],
  },
  "default-group-is-empty": {
    trips: [
      trips(
        "a default group with a door",
        one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {
          ingress: [{ protocol: "-1", self: true, fromPort: 0, toPort: 0 }],
        }),
        /lets something in/,
      ),
    ],
    passes: [
      passes("an empty default group", one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {})),
      passes(
        "another group with a door",
        one(GROUP, { ingress: [{ protocol: "-1", self: true, fromPort: 0, toPort: 0 }] }),
      ),
    ],
  },
  "keys-rotate": {
    trips: [trips("a key", one("aws:kms/key:Key", {}), /never rotates/)],
    passes: [
      passes("a key that rotates", one("aws:kms/key:Key", { enableKeyRotation: true })),
      passes(
        "a key for signatures, which cannot",
        one("aws:kms/key:Key", { keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256" }),
      ),
      passes("a choice that is not known", one("aws:kms/key:Key", { enableKeyRotation: UNKNOWN })),
    ],
  },
};
