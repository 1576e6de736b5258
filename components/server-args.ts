import type * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import { isImageReference } from "./container-image";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import type { Tags } from "./tags";

/** Where the app's database runs. */
export const LocalDatabase = {
  /** On this server, on a volume of its own. */
  Serving: "serving",
  /** Elsewhere, among `uses`. The volume with the rows as they were before the move is kept. */
  Moved: "moved",
  /** Elsewhere, and nothing is kept here: the volume is deleted, if it may be. */
  None: "none",
} as const;
export type LocalDatabase = (typeof LocalDatabase)[keyof typeof LocalDatabase];

export interface ServerArgs {
  /** The server stands in the first public subnet. */
  readonly network: Network;
  /** The container that serves the app. */
  readonly image: string;
  /** Graviton instance type, such as `t4g.small`. */
  readonly instanceType: string;
  /**
   * Size of the data volume, 8 to 16384 GiB.
   * @default 20
   */
  readonly dataGiB?: number;
  /**
   * Daily snapshots of the data volume that are kept, 1 to 1000.
   * @default 7
   */
  readonly snapshots?: number;
  /**
   * TCP port that the app listens on, behind nginx.
   * @default 8080
   */
  readonly appPort?: number;
  /**
   * Further environment variables of the app.
   * @default {}
   */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Where the app's database runs.
   * @default LocalDatabase.Serving
   */
  readonly localDatabase?: LocalDatabase;
  /**
   * What the code uses. While the database runs here, it only gets a way there and permissions, and the server stays as
   * it is: so its rows can be moved to one of these databases before the app follows.
   * @default []
   */
  readonly uses?: readonly Access[];
  /**
   * Secrets that the code has wherever its database runs: keys by which rows are encrypted move with the rows.
   * @default []
   */
  readonly keys?: readonly Access[];
  /**
   * Days that a nightly dump of the local database is kept in a private bucket, 1 to 3650; 0 makes none. Unlike a
   * snapshot, a dump can be restored elsewhere, also into RDS.
   * @default 0
   */
  readonly dumpDays?: number;
  /**
   * Whether CloudWatch's agent reports how full memory and disks are, with alarms. Costs a custom metric each.
   * @default false
   */
  readonly agent?: boolean;
  /**
   * Whether Pulumi refuses to delete the data volume and the dumps.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** Throws all mistakes of a server's arguments at once. */
export function checkServer(name: string, args: ServerArgs): void {
  const { localDatabase = LocalDatabase.Serving } = args;
  new Mistakes()
    .require(
      isImageReference(args.image),
      "image",
      `must be a container image such as registry/name:tag, got ${args.image}`,
    )
    .require(
      /^[a-z]+\d+g[a-z]*\./.test(args.instanceType),
      "instanceType",
      `must be a Graviton type such as t4g.small, got ${args.instanceType}`,
    )
    .requireRange("dataGiB", args.dataGiB ?? 20, 8, 16_384)
    .requireRange("snapshots", args.snapshots ?? 7, 1, 1_000)
    .requireRange("dumpDays", args.dumpDays ?? 0, 0, 3_650)
    .require(
      args.dumpDays === undefined || args.dumpDays === 0 || localDatabase === LocalDatabase.Serving,
      "dumpDays",
      "must be 0 unless the database runs on this server",
    )
    .require(
      Object.values(LocalDatabase).includes(localDatabase),
      "localDatabase",
      `must be one of ${Object.values(LocalDatabase).join(", ")}, got ${localDatabase}`,
    )
    .requireRange("appPort", args.appPort ?? 8080, 1, 65_535)
    .throwFor("Server", name);
}
