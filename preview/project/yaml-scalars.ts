import type { ScalarTag, Tags } from "yaml";

/** Numbers and dates as Pulumi's own YAML reader takes them, beyond what YAML 1.2 says. */
export function withPulumiScalars(tags: Tags): Tags {
  return [octal, grouped, date, ...tags];
}

/** `0755` counts in eights. */
const octal: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  test: /^[-+]?0[0-7]+$/,
  resolve: (text) => Number.parseInt(text, 8),
};

/** `1_000` is a thousand. */
const grouped: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  test: /^[-+]?[1-9][0-9]*(_[0-9]+)+$/,
  resolve: (text) => Number(text.replaceAll("_", "")),
};

/** A day is the moment that it starts at. */
const date: ScalarTag = {
  tag: "tag:yaml.org,2002:timestamp",
  default: true,
  test: /^\d{4}-\d{2}-\d{2}$/,
  resolve: (text) => `${text}T00:00:00Z`,
};
