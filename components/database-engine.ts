import { MYSQL, POSTGRES } from "./versions";

/** What runs on the instances. */
export const DatabaseEngine = {
  Postgres: "postgres",
  MySql: "mysql",
} as const;
export type DatabaseEngine = (typeof DatabaseEngine)[keyof typeof DatabaseEngine];

/** Where the engines differ. */
export interface EngineTraits {
  readonly engine: DatabaseEngine;
  /** Major version unless another one is asked for. */
  readonly major: string;
  /** TCP port. */
  readonly port: number;
  /** Scheme of a connection URL and the option by which it asks for TLS. */
  readonly url: { readonly scheme: string; readonly tls: string };
  /** Variable from which the engine's own clients take a password that their URL does not hold. */
  readonly passwordVariable: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly logs: readonly string[];
  /** Family by which RDS Proxy knows the engine, and how its clients prove themselves. */
  readonly proxy: { readonly family: string; readonly clientPasswords: string };
  /** Seconds behind its primary above which a replica that works is never, whatever the load. */
  readonly staleSeconds: number;
  /** Bytes of memory per connection that the engine allows. */
  readonly bytesPerConnection: number;
}

const TRAITS: { readonly [E in DatabaseEngine]: EngineTraits } = {
  [DatabaseEngine.Postgres]: {
    engine: DatabaseEngine.Postgres,
    major: POSTGRES.major,
    port: POSTGRES.port,
    url: { scheme: "postgres", tls: "sslmode=require" },
    passwordVariable: "PGPASSWORD",
    parameters: [{ name: "rds.force_ssl", value: "1" }],
    logs: ["postgresql", "upgrade"],
    proxy: { family: "POSTGRESQL", clientPasswords: "POSTGRES_SCRAM_SHA_256" },
    // Without writes a replica seems to fall behind, until RDS writes something every five minutes.
    // docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html (as known in 2026-11)
    staleSeconds: 360,
    // docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections (as known in 2026-11)
    bytesPerConnection: 9_531_392,
  },
  [DatabaseEngine.MySql]: {
    engine: DatabaseEngine.MySql,
    major: MYSQL.major,
    port: MYSQL.port,
    url: { scheme: "mysql", tls: "ssl-mode=REQUIRED" },
    passwordVariable: "MYSQL_PWD",
    parameters: [
      { name: "log_output", value: "FILE" },
      { name: "require_secure_transport", value: "1" },
      { name: "slow_query_log", value: "1" },
    ],
    logs: ["error", "slowquery"],
    proxy: { family: "MYSQL", clientPasswords: "MYSQL_CACHING_SHA2_PASSWORD" },
    staleSeconds: 60,
    bytesPerConnection: 12_582_880,
  },
};

/** What is different from one engine to the other. */
export function engineTraits(engine: DatabaseEngine): EngineTraits {
  return TRAITS[engine];
}

/** The family of a parameter group, which changes with the major version: `postgres17`, `mysql8.4`. */
export function parameterFamily(engine: DatabaseEngine, majorVersion: string): string {
  return `${engine}${majorVersion}`;
}

/** Whether a text is a major version as the engine counts them: `17` of PostgreSQL, `8.4` of MySQL. */
export function isMajorVersion(engine: DatabaseEngine, version: string): boolean {
  return engine === DatabaseEngine.Postgres ? /^\d{2}$/.test(version) : /^\d\.\d$/.test(version);
}

/**
 * Whether Database Insights works on an instance class; of MySQL it leaves out the smallest.
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html (read on 2026-11-21)
 */
export function hasInsights(engine: DatabaseEngine, instanceClass: string): boolean {
  return engine === DatabaseEngine.Postgres || !/^db\.(t2|t3|t4g)\.(micro|small)$/.test(instanceClass);
}
