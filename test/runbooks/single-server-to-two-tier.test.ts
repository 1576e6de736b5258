import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { lintShell } from "../lint/shell-lint";
import { type PostgresServer, postgresBinaries, startPostgres } from "../servers/postgres";

const SCRIPT = join(__dirname, "..", "..", "docs", "runbooks", "single-server-to-two-tier.sh");
const SCHEMA = `
  create table users (id bigserial primary key, name text not null unique, joined timestamptz default now(), about jsonb);
  create table posts (id bigserial primary key, author bigint not null references users, body text, tags text[], score float8);
  create index on posts (author, id);
  create table "odd "" name's" (value bytea, span interval, day date);
  create table visits (at date not null, n int) partition by range (at);
  create table visits_2026 partition of visits for values from ('2026-01-01') to ('2027-01-01');
  create view authors as select name from users;
  create materialized view totals as select author, count(*) from posts group by author;
  create schema audit;
  create table audit.log (entry text);
  insert into users (name, about) select 'user ' || n, jsonb_build_object('n', n) from generate_series(1, 500) n;
  insert into posts (author, body, tags, score)
    select 1 + n % 500, repeat('x', n % 97), array['a', null, '"q"'], n / 7.0 from generate_series(1, 5000) n;
  insert into "odd "" name's" select decode(md5(n::text), 'hex'), n * interval '1 hour', '2026-11-21' from generate_series(1, 50) n;
  insert into visits select '2026-01-01'::date + n, n from generate_series(0, 99) n;
  insert into audit.log select 'entry' from generate_series(1, 10);
  refresh materialized view totals;
`;

let source: PostgresServer;
let target: PostgresServer;
let folder: string;
let binaries: string;

beforeAll(async () => {
  binaries = postgresBinaries();
  source = await startPostgres(["max_prepared_transactions=5", "timezone=Asia/Tokyo", "intervalstyle=iso_8601"]);
  target = await startPostgres(["datestyle=german", "bytea_output=escape"]);
  sql(source, "postgres", "create database seed");
  sql(source, "seed", SCHEMA);
});

afterAll(() => {
  source?.stop();
  target?.stop();
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "move-"));
  mkdirSync(join(folder, "bin"));
  const service = (name: string, { port, password }: PostgresServer) =>
    `[${name}]\nhost=127.0.0.1\nport=${port}\nuser=app\npassword=${password}\n`;
  const services = `${service("source", source)}dbname=app\n${service("target", target)}dbname=app\n`;
  writeFileSync(join(folder, "services"), services, { mode: 0o600 });
  for (const server of [source, target]) {
    // Read from stdin, each statement is a transaction of its own, as these must be.
    const create = `create database app ${server === source ? "template seed" : ""}`;
    const drop = (name: string) => `drop database if exists ${name} with (force);\n`;
    sql(server, "postgres", `${drop("app")}${drop("app_moved")}${create};`);
  }
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function psqlArgs({ port }: PostgresServer, database: string): string[] {
  return ["-XqAt", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", `${port}`, "-U", "app", "-d", database];
}

function sql(server: PostgresServer, database: string, text: string): string {
  const env = { ...process.env, PGPASSWORD: server.password };
  const options = { input: text, env, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(join(binaries, "psql"), psqlArgs(server, database), options);
  // Not what Node says of it: psql that cannot connect may have gone before it was given anything to read (EPIPE).
  if (status !== 0) throw new Error(`psql ended with ${status}: ${stderr}`);
  return stdout.trim();
}

/** Puts a program before the real one of that name; `$real` is the real one. */
function shim(program: string, body: string): void {
  const file = join(folder, "bin", program);
  writeFileSync(file, `#!/usr/bin/env bash\nreal=${join(binaries, program)}\n${body}\n`);
  chmodSync(file, 0o755);
}

/** Runs the script; the promise holds its exit code and all that it said. */
function move(command: string): Promise<{ code: number | null; said: string }> {
  const env = {
    ...process.env,
    PATH: `${join(folder, "bin")}:${binaries}:${process.env.PATH}`,
    PGSERVICEFILE: join(folder, "services"),
    WORK: join(folder, "work"),
  };
  return new Promise((resolve, reject) => {
    const child = spawn(SCRIPT, [command], { env });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, said }));
  });
}

const count = (server: PostgresServer, table: string, database = "app") =>
  Number(sql(server, database, `select count(*) from ${table}`));

describe("moving the single server's database", () => {
  it("takes over every table, view, index and sequence, whatever the servers' settings", async () => {
    expect(await move("copy")).toMatchObject({ code: 0, said: expect.stringContaining("Equal on both sides") });
    const shape = "select count(*), sum(length(relname)) from pg_class where relnamespace = 'public'::regnamespace";
    expect(sql(target, "app", shape)).toBe(sql(source, "app_moved", shape));
    expect(count(target, "posts")).toBe(5_000);
    expect(count(target, "audit.log")).toBe(10);
    expect(count(target, "totals")).toBe(500);
    expect(sql(target, "app", "insert into users (name) values ('next') returning id")).toBe("501");
    expect(() => sql(target, "app", "insert into posts (author) values (9999)")).toThrow(/foreign key/);
  });

  it("says how many rows it compared, and keeps no dump of them", async () => {
    const { said } = await move("copy");
    expect(said).toContain("Equal on both sides: 6 tables, 6160 rows.");
    expect(() => readFileSync(join(folder, "work", "dump.sql"))).toThrow(/ENOENT/);
  });

  it("loses no row that was committed, by clients that write until they are cut off", async () => {
    const writers = Array.from({ length: 4 }, (_, index) => new Writer(index));
    await Promise.all(writers.map((writer) => writer.hasWritten(20)));
    const open = spawn(join(binaries, "psql"), psqlArgs(source, "app"), {
      env: { ...process.env, PGPASSWORD: source.password },
    });
    open.stdin.write("begin; insert into users (name) values ('never committed'); select 'open';\n");
    await new Promise((resolve) => open.stdout.once("data", resolve));

    expect((await move("copy")).code).toBe(0);

    const committed = (await Promise.all(writers.map((writer) => writer.cutOff()))).flat();
    expect(committed.length).toBeGreaterThanOrEqual(80);
    const moved = new Set(sql(target, "app", "select id from users").split("\n"));
    expect(committed.filter((id) => !moved.has(id))).toEqual([]);
    expect(count(target, "users where name = 'never committed'")).toBe(0);
    open.kill();
  });

  it("leaves the source where nobody who knows its name can write to it", async () => {
    await move("copy");
    expect(() => sql(source, "app", "select 1")).toThrow(/does not exist/);
    expect(count(source, "posts", "app_moved")).toBe(5_000);
  });

  it("changes nothing by checking", async () => {
    expect(await move("check")).toEqual({ code: 0, said: "Nothing stands in the way.\n" });
    expect(count(source, "posts")).toBe(5_000);
    expect(sql(target, "app", "select count(*) from pg_namespace where nspname = 'database_move'")).toBe("0");
  });

  it.each([
    ["has a table", () => sql(target, "app", "create table mine (n int)"), /The target is not empty/],
    [
      "has a copy of another source",
      () =>
        sql(
          target,
          "app",
          "create schema database_move; create table database_move.progress as select '1/2' as source, now() as verified_at",
        ),
      /copy of another source/,
    ],
  ])("refuses a target that %s, and leaves the source in service", async (_, prepare, reason) => {
    prepare();
    for (const command of ["check", "copy"]) {
      expect(await move(command)).toEqual({ code: 1, said: expect.stringMatching(reason) });
    }
    expect(count(source, "posts")).toBe(5_000);
  });

  it("refuses a source with transactions that wait to be committed", async () => {
    sql(source, "app", "begin; insert into users (name) values ('waits'); prepare transaction 'waiting'");
    expect(await move("copy")).toEqual({ code: 1, said: expect.stringContaining("1 prepared transactions") });
    sql(source, "app", "rollback prepared 'waiting'");
    expect(count(source, "posts")).toBe(5_000);
  });

  it("refuses large objects, which it could not compare", async () => {
    sql(source, "app", "select lo_from_bytea(0, 'x')");
    expect(await move("copy")).toEqual({ code: 1, said: expect.stringContaining("1 large objects") });
  });

  it("refuses an extension that the target does not offer", async () => {
    sql(source, "app", "update pg_extension set extname = 'mine' where extname = 'plpgsql'");
    expect(await move("copy")).toEqual({ code: 1, said: expect.stringContaining("the extension mine") });
  });

  it("tells when a server does not answer, and does nothing more", async () => {
    writeFileSync(
      join(folder, "services"),
      readFileSync(join(folder, "services"), "utf8").replace(`port=${target.port}`, "port=1"),
    );
    expect((await move("copy")).code).not.toBe(0);
    expect(count(source, "posts")).toBe(5_000);
  });

  it.each([
    ["while the source is dumped", "pg_dump", 'case "$*" in *--file*) exit 1 ;; esac; exec "$real" "$@"'],
    [
      "at the end of the copy",
      "psql",
      'for arg in "$@"; do case "$arg" in */progress.sql) echo "select 1 / 0;" >> "$arg" ;; esac; done; exec "$real" "$@"',
    ],
    [
      "while the source is closed",
      "psql",
      'case "$*" in *"rename to"*) kill -9 $PPID; exit 1 ;; esac; exec "$real" "$@"',
    ],
    ["while both sides are compared", "psql", 'case "$*" in *-c* | *--file*) exec "$real" "$@" ;; esac; exit 1'],
  ])("goes on where it was when it failed %s", async (_, program, body) => {
    shim(program, body);
    expect((await move("copy")).code).not.toBe(0);
    expect(() => sql(source, "app", "insert into users (name) values ('late')")).toThrow();
    rmSync(join(folder, "bin", program));
    expect(await move("copy")).toMatchObject({ code: 0, said: expect.stringContaining("6160 rows") });
  });

  it("leaves the target empty when the copy fails", async () => {
    shim(
      "psql",
      'for arg in "$@"; do case "$arg" in */progress.sql) echo "select 1 / 0;" >> "$arg" ;; esac; done; exec "$real" "$@"',
    );
    await move("copy");
    expect(sql(target, "app", "select count(*) from pg_class where relname in ('users', 'posts')")).toBe("0");
  });

  it.each([
    ["a row is missing", "delete from posts where id = 77", /table public\.posts\|4999/],
    ["a value differs", "update posts set score = score + 1e-9 where id = 77", /table public\.posts\|5000/],
    ["a sequence is behind", "select setval('users_id_seq', 1)", /sequence public\.users_id_seq\|1\|/],
    ["an index is missing", "drop index posts_author_id_idx", /relations i\|/],
  ])("does not call a copy good where %s", async (_, change, line) => {
    shim("psql", 'case "$*" in *-c* | *--file*) exec "$real" "$@" ;; esac; exit 1');
    await move("copy");
    rmSync(join(folder, "bin", "psql"));
    sql(target, "app", change);
    const { code, said } = await move("copy");
    expect(code).toBe(1);
    expect(said).toMatch(line);
    expect(said).toContain("Do not use it");
    expect(sql(target, "app", "select verified_at is null from database_move.progress")).toBe("t");
  });

  it("is done once, and touches nothing when it is run again", async () => {
    await move("copy");
    sql(target, "app", "insert into users (name) values ('new')");
    expect(await move("copy")).toMatchObject({ code: 0, said: expect.stringContaining("nothing is left to do") });
    expect(count(target, "users")).toBe(501);
  });

  describe("going back", () => {
    it("puts the source into service again, with everything in it", async () => {
      await move("copy");
      expect((await move("back")).code).toBe(0);
      expect(count(source, "posts")).toBe(5_000);
    });

    it("is refused once the target has been written to", async () => {
      await move("copy");
      sql(target, "app", "insert into users (name) values ('new')");
      expect(await move("back")).toMatchObject({ code: 1, said: expect.stringContaining("would lose that") });
      expect(() => sql(source, "app", "select 1")).toThrow(/does not exist/);
    });

    it("is refused while the target cannot be asked", async () => {
      await move("copy");
      const services = readFileSync(join(folder, "services"), "utf8");
      writeFileSync(join(folder, "services"), services.replace(`port=${target.port}`, "port=1"));
      expect((await move("back")).code).not.toBe(0);
      expect(() => sql(source, "app", "select 1")).toThrow(/does not exist/);
    });

    it("works when the copy never came to be", async () => {
      shim("pg_dump", 'case "$*" in *--file*) exit 1 ;; esac; exec "$real" "$@"');
      await move("copy");
      expect((await move("back")).code).toBe(0);
      expect(count(source, "posts")).toBe(5_000);
    });

    it("never passes an old copy off as a new one", async () => {
      await move("copy");
      await move("back");
      sql(source, "app", "insert into users (name) values ('after')");
      expect(await move("copy")).toEqual({ code: 1, said: expect.stringContaining("an older copy of it") });
      expect(count(source, "users")).toBe(501);
    });

    it("has nothing to do for a source that was never closed", async () => {
      expect(await move("back")).toMatchObject({
        code: 1,
        said: expect.stringContaining("was not taken out of service"),
      });
    });
  });

  it("is a script that ShellCheck has no remark on", () => {
    expect(lintShell(readFileSync(SCRIPT, "utf8"))).toEqual([]);
  });
});

/** A client that inserts one row after another, and remembers those that the server said were committed. */
class Writer {
  private readonly committed: string[] = [];
  private readonly client: ChildProcessWithoutNullStreams;
  private readonly ended: Promise<void>;

  constructor(index: number) {
    this.client = spawn(join(binaries, "psql"), psqlArgs(source, "app"), {
      env: { ...process.env, PGPASSWORD: source.password },
    });
    this.client.stdin.on("error", () => undefined);
    const insert = () => {
      const name = `writer ${index} row ${this.committed.length}`;
      this.client.stdin.write(`insert into users (name) values ('${name}') returning id;\n`);
    };
    createInterface(this.client.stdout).on("line", (id) => {
      this.committed.push(id);
      insert();
    });
    this.ended = new Promise((resolve) => {
      this.client.on("close", () => resolve());
    });
    insert();
  }

  async hasWritten(rows: number): Promise<void> {
    while (this.committed.length < rows) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Waits until the server has closed the connection. */
  async cutOff(): Promise<readonly string[]> {
    await this.ended;
    return this.committed;
  }
}
