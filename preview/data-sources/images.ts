import { list, type PropertyMap, record, Secret, text, UNKNOWN } from "../../model/value";
import type { DataSource } from "./context";
import { regionFor } from "./location";
import { madeUpId } from "./made-up";
import { partitionOf } from "./regions";

const IMAGE_PARAMETER = /^\/aws\/service\/.*(ami|image)/i;

/** A machine image: an id stands for the newest that matches. */
export const image: DataSource = (args, context) => {
  const region = regionFor(args, context);
  const id = madeUpId("ami", "image", region, args);
  context.assume(`The image ${id} stands for the one that matches in ${region}.`);
  const names = filterValues(args, "name");
  return {
    ...args,
    id,
    imageId: id,
    region,
    arn: `arn:${partitionOf(region).id}:ec2:${region}::image/${id}`,
    architecture: architecture(args),
    name: names[0]?.includes("*") ? UNKNOWN : (names[0] ?? UNKNOWN),
    creationDate: UNKNOWN,
    state: "available",
    virtualizationType: "hvm",
    rootDeviceType: "ebs",
    imageType: "machine",
    hypervisor: "xen",
    enaSupport: true,
  };
};

/** Machine images: one id stands for those that match. */
export const imageIds: DataSource = (args, context) => {
  const region = regionFor(args, context);
  const id = madeUpId("ami", "image", region, args);
  context.assume(`The image ${id} stands for those that match in ${region}.`);
  return { ...args, id: madeUpId("amis", region, args), region, ids: [id] };
};

/** A Systems Manager parameter: where AWS publishes image ids, an id stands for the current one. */
export const parameter: DataSource = (args, context) => {
  const region = regionFor(args, context);
  const name = text(args.name) ?? "";
  const known = { ...args, id: name, name, region };
  if (!IMAGE_PARAMETER.test(name)) {
    context.assume(`The value of the parameter ${name} is unknown here.`);
    return { ...known, value: new Secret(UNKNOWN), insecureValue: UNKNOWN };
  }
  const id = madeUpId("ami", "parameter", region, name);
  context.assume(`The image ${id} stands for the value of ${name} in ${region}.`);
  const value = /image_id|ami-|\/ami\/|latest/.test(name) ? id : JSON.stringify({ image_id: id });
  const arn = `arn:${partitionOf(region).id}:ssm:${region}::parameter${name}`;
  return { ...known, arn, type: "String", version: 1, value: new Secret(value), insecureValue: value };
};

function architecture(args: PropertyMap): string {
  const [named] = filterValues(args, "architecture");
  if (named !== undefined) return named;
  return /arm64|aarch64/.test(JSON.stringify(args)) ? "arm64" : "x86_64";
}

function filterValues(args: PropertyMap, name: string): readonly string[] {
  const filter = list(args.filters).find((candidate) => record(candidate).name === name);
  return list(record(filter).values).flatMap((value) => text(value) ?? []);
}
