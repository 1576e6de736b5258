import { FlowLogs } from "../../components/flow-logs";
import { LoadBalancer, Target } from "../../components/load-balancer";
import { Network } from "../../components/network";
import { type RecordedResources, record } from "./recorded-resources";

interface Statement {
  readonly Sid: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function statements(recorded: RecordedResources): readonly Statement[] {
  return JSON.parse(String(recorded.one("aws:s3/bucketPolicy:BucketPolicy").inputs.policy)).Statement;
}

describe("A bucket for logs", () => {
  it("lets a service write that says nothing of itself, without a condition that has no key", async () => {
    const recorded = await record(
      () =>
        new LoadBalancer("front", {
          network: new Network("main"),
          targets: Target.Tasks,
          plainHttp: true,
          accessLogDays: 30,
        }),
    );
    const [write] = statements(recorded).filter(({ Sid }) => Sid === "ServiceWritesLogs");
    expect(write).toBeDefined();
    expect(write).not.toHaveProperty("Condition");
  });

  it("lets one that names the account write and look for this account alone", async () => {
    const recorded = await record(() => new Network("main", { flowLogs: FlowLogs.S3 }));
    const byName = new Map(statements(recorded).map(({ Sid, Condition }) => [Sid, Condition]));
    const account = { "aws:SourceAccount": "111122223333" };
    expect(byName.get("ServiceWritesLogs")).toEqual({
      StringEquals: { ...account, "s3:x-amz-acl": "bucket-owner-full-control" },
    });
    expect(byName.get("ServiceReadsAcl")).toEqual({ StringEquals: account });
  });
});
