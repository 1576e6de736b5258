import { Cluster } from "../../components/cluster";
import { ContainerImage, type ContainerImageArgs } from "../../components/container-image";
import { Network } from "../../components/network";
import { Service, type ServiceArgs } from "../../components/service";
import { mistakesOf, record } from "./recorded-resources";
import { containerOf, IMAGE, PRIVATE_IMAGE, statementsOf } from "./task-programs";

describe("ContainerImage", () => {
  const build = { context: "./app", release: "1.4.0" };
  const make = (args: Partial<ContainerImageArgs> = {}) =>
    record(() => new ContainerImage("shop", { ...build, ...args }));
  const repository = async () => (await make()).one("aws:ecr/repository:Repository").inputs;

  it("keeps its images where none is overwritten, each is scanned and encrypted, and none goes with the stack", async () => {
    expect(await repository()).toMatchObject({
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS" }],
      forceDelete: false,
    });
  });

  it("is built for Graviton from a folder, and tagged with its release", async () => {
    const image = (await make({ dockerfile: "./app/Dockerfile" })).one("awsx:ecr:Image");
    expect(image.inputs).toEqual({
      repositoryUrl: "registry.test/shop",
      context: "./app",
      dockerfile: "./app/Dockerfile",
      platform: "linux/arm64",
      imageTag: "shop-1.4.0",
    });
  });

  it("forgets unfinished builds after a week, and releases beyond thirty", async () => {
    const { inputs } = (await make()).one("aws:ecr/lifecyclePolicy:LifecyclePolicy");
    const selections = JSON.parse(String(inputs.policy)).rules.map((rule: { selection: unknown }) => rule.selection);
    expect(selections).toEqual([
      { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
      { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30 },
    ]);
  });

  it("rejects a release that cannot be a tag, and keeping too few to go back to", async () => {
    const mistakes = await mistakesOf(() => new ContainerImage("shop", { ...build, release: "a b", keep: 1 }));
    expect(Object.keys(mistakes)).toEqual(["release", "keep"]);
  });
});

describe("the image of a task", () => {
  const program = (args: Pick<ServiceArgs, "image">) =>
    new Service("users", { cluster: new Cluster("main"), network: new Network("main"), maximum: 12, ...args });

  it("is the very one that was built, which the task may fetch from its repository alone", async () => {
    const recorded = await record(() =>
      program({ image: new ContainerImage("shop", { context: "./app", release: "1.4.0" }) }),
    );
    expect(containerOf(recorded).image).toBe("registry.test/shop@sha256:built-as-shop-1.4.0");
    const pull = statementsOf(recorded, "users-start").find(({ Action }) => Action.includes("ecr:BatchGetImage"));
    expect(pull?.Resource).toEqual(["arn:aws:shop"]);
  });

  it("is taken as it is when it is given by digest", async () => {
    expect(containerOf(await record(() => program({ image: IMAGE }))).image).toBe(IMAGE);
  });

  it("is looked up by its tag in ECR and pinned to what the tag stands for", async () => {
    expect(containerOf(await record(() => program({ image: PRIVATE_IMAGE }))).image).toBe(
      "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:digest-of-1.0.0",
    );
  });

  it.each(["registry.example.com/shop:1.0.0", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop"])(
    "is refused when it could be another one tomorrow: %s",
    async (image) => {
      const { image: reason } = await mistakesOf(() => program({ image }));
      expect(reason).toContain("must be pinned by its digest (registry/name@sha256:…), or be a tag in ECR");
      expect(reason).toContain(image);
    },
  );

  it("is refused when it is none", async () => {
    expect(await mistakesOf(() => program({ image: "Not An Image" }))).toEqual({
      image: "must be a container image such as registry/name@sha256:…, got Not An Image",
    });
  });
});
