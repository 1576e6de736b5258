import free from "./prices/free-types.json";

/** Providers that make nothing a cloud bills: values, files, commands, images built elsewhere, objects in a cluster. */
const FREE_PROVIDERS = [
  "pulumi",
  "random",
  "tls",
  "command",
  "std",
  "time",
  "archive",
  "local",
  "null",
  "docker",
  "docker-build",
  "kubernetes",
  "mysql",
  "postgresql",
];

/** Objects of a Kubernetes cluster that may order a load balancer or a disk outside it. */
const ORDERS_OUTSIDE = /^kubernetes:.*:(Service|Ingress|PersistentVolumeClaim|Release|Chart)$/;

/** Resources of a provider that bills nothing. */
export function isOutsideAws(type: string): boolean {
  return FREE_PROVIDERS.includes(type.split(":")[0] ?? "") && !ORDERS_OUTSIDE.test(type);
}

/**
 * Type tokens that AWS does not bill, such as `aws:ec2/vpc:Vpc`: what they cost, if anything, stands on another
 * resource (a target group's traffic on its load balancer).
 * A resource belongs here when the pricing page of its service names no charge for it.
 */
export const FREE_TYPES: ReadonlySet<string> = new Set(
  Object.entries<readonly string[]>(free).flatMap(([module, names]) =>
    names.map((name) => `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`),
  ),
);
