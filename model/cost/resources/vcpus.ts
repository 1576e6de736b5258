/** vCPUs of the sizes that burstable and larger machines share. https://aws.amazon.com/ec2/instance-types/ */
const BURSTABLE: { readonly [size: string]: number } = {
  nano: 2,
  micro: 2,
  small: 2,
  medium: 2,
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
};

/** vCPUs of classes that have fewer or more than others of their size. https://aws.amazon.com/ec2/previous-generation/ */
const EXCEPTIONS: { readonly [machine: string]: number } = {
  "t1.micro": 1,
  "t2.nano": 1,
  "t2.micro": 1,
  "t2.small": 1,
  "m1.small": 1,
  "m1.medium": 1,
  "m3.medium": 1,
  "m2.xlarge": 2,
  "m2.2xlarge": 4,
  "m2.4xlarge": 8,
};

/** vCPUs of a database class such as `db.m7g.2xlarge`; undefined where the size does not tell. */
export function vcpusOf(instanceClass: string): number | undefined {
  const size = instanceClass.split(".").at(-1) ?? "";
  const known = EXCEPTIONS[instanceClass.replace(/^db\./, "")] ?? BURSTABLE[size];
  if (known !== undefined) return known;
  const multiple = /^(\d+)xlarge$/.exec(size)?.[1];
  return multiple === undefined ? undefined : Number(multiple) * 4;
}
