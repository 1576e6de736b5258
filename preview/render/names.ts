import type { Urn } from "../../model/plan";

/** `aws:ec2/subnet:Subnet` as people write it: `aws.ec2.Subnet`. */
export function displayType(type: string): string {
  const [pkg = "", module = "", name = ""] = type.split(":");
  const folder = module.split("/")[0] ?? "";
  return [pkg, folder === "index" ? "" : folder, name].filter((part) => part !== "").join(".");
}

/** The logical name of a resource: the last part of its URN. */
export function urnName(urn: Urn): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** The type token of a resource, without its parents' types. */
export function urnType(urn: Urn): string {
  const qualified = urn.split("::")[2] ?? "";
  return qualified.slice(qualified.lastIndexOf("$") + 1);
}

/** A resource in one phrase: `aws.rds.Instance main`. */
export function displayResource(urn: Urn): string {
  return `${displayType(urnType(urn))} ${urnName(urn)}`;
}

/** `1 resource`, `2 resources`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
