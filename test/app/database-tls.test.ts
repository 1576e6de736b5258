import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Authority, makeAuthority } from "../servers/certificates";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import { type Program, startProgram } from "./program";

/** Whoever PostgreSQL runs as where tests are root. */
const nobody = 65_534;

const folder = mkdtempSync(join(tmpdir(), "database-tls-"));
const files = { certificate: join(folder, "server.pem"), key: join(folder, "server.key") };
let ours: Authority;
let theirs: Authority;
let postgres: PostgresServer;
let program: Program;

/** Gives the server a certificate, which it alone may read the key of. */
function issue(authority: Authority, host: string): void {
  authority.issue(host, files);
  chmodSync(files.key, 0o600);
  if (process.getuid?.() === 0) for (const path of [folder, files.key]) chownSync(path, nobody, nobody);
}

beforeAll(async () => {
  [ours, theirs] = [makeAuthority(folder, "ours"), makeAuthority(folder, "theirs")];
  issue(ours, "localhost");
  postgres = await startPostgres(["ssl=on", `ssl_cert_file=${files.certificate}`, `ssl_key_file=${files.key}`]);
  program = await startProgram("databaseConnection.mts");
});

afterAll(async () => {
  await program.stop();
  postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const connect = (query: string) =>
  program.call<boolean>("isEncrypted", `${postgres.url("postgres").replace("127.0.0.1", "localhost")}${query}`);
const by = ({ certificate }: Authority) => `?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`;

describe("a connection to a database over TLS", () => {
  it("is made to a server that an authority of the bundle speaks for", async () => {
    expect(await connect(by(ours))).toBe(true);
    expect(await connect("")).toBe(false);
  });

  it("is not made to a server of another authority, whatever the bundle", async () => {
    await expect(connect(by(theirs))).rejects.toThrow(/certificate/);
  });

  it.each(["require", "verify-ca", "verify-full", "prefer"])(
    "is not made with sslmode=%s to a server for which neither Amazon RDS's nor a public authority speaks",
    async (mode) => {
      await expect(connect(`?sslmode=${mode}`)).rejects.toThrow(/certificate/);
    },
  );

  it("is not made to a server that an authority speaks for under another name", async () => {
    issue(ours, "db.example.com");
    postgres.sql("select pg_reload_conf()", "postgres");
    // The server reads its files again a moment later.
    const refused = async () =>
      connect(by(ours)).then(
        () => "made",
        (error: Error) => error.message,
      );
    let answer = await refused();
    while (answer === "made") answer = await refused();
    expect(answer).toMatch(/does not match certificate's altnames/);
  });
});
