import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
const s = aws.ec2.Subnet.get("s", "subnet-123");
const v = aws.ec2.Vpc.get("v", pulumi.output("vpc-9"), { cidrBlock: "10.0.0.0/16" });
const sg = new aws.ec2.SecurityGroup("sg", {
  vpcId: v.id,
  ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: [v.cidrBlock] }],
});
new aws.ec2.Instance("i", {
  ami: "ami-1",
  instanceType: "t3.micro",
  subnetId: s.id,
  availabilityZone: s.availabilityZone,
  vpcSecurityGroupIds: [sg.id],
});
const r = aws.iam.Role.get("r", "role-name");
new aws.iam.RolePolicyAttachment("a", { role: r, policyArn: aws.iam.ManagedPolicy.ReadOnlyAccess });
const topic = new aws.sns.Topic("t");
const lazy = aws.sqs.Queue.get("lazy", topic.id);
new aws.sqs.QueuePolicy("lp", { queueUrl: lazy.url, policy: "{}" });
export const z = s.availabilityZone;
