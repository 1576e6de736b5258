import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runApp } from "./startApp";

describe("the environment", () => {
  it("is refused with every mistake at once, exit code 2 and no stack trace", async () => {
    const { code, stdout, stderr } = await runApp({
      environment: {
        APP_ROLE: "web",
        HOST: "not a host",
        PORT: "eighty",
        LOG_LEVEL: "loud",
        TOKEN_SECRET: "hunter2hunter2",
        SHUTDOWN_DRAIN_SECONDS: "30",
        SHUTDOWN_GRACE_SECONDS: "20",
      },
    });

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^The app cannot start: 6 mistakes in its environment\.\n/);
    expect(stderr).toMatch(/APP_ROLE must be one of `all`, .*, got "web"/);
    expect(stderr).toMatch(/HOST must be an address or a host name, got "not a host"/);
    expect(stderr).toMatch(/PORT must be a whole number from 0 to 65535, got "eighty"/);
    expect(stderr).toMatch(/LOG_LEVEL must be one of `trace`, .*, got "loud"/);
    expect(stderr).toMatch(/TOKEN_SECRET must be 32 characters or more, got a value of 14 characters/);
    expect(stderr).not.toContain("hunter2");
    expect(stderr).toMatch(/SHUTDOWN_DRAIN_SECONDS must be less than SHUTDOWN_GRACE_SECONDS, got 30 and 20/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each([
    {
      given: { APP_ROLE: "users" },
      mistakes: [/users needs DATABASE_URL or DATABASE_SHARDS/, /users needs SERVICE_SECRET/],
    },
    {
      given: { APP_ROLE: "gateway", AUTH_URL: "http://a" },
      mistakes: [/needs USERS_URL, POSTS_URL/, /needs TOKEN_SECRET, S/],
    },
    {
      given: { DATABASE_URL: "postgres://app:pa55@db/app" },
      mistakes: [/: 1 mistake/, /APP_ROLE all needs TOKEN_SECRET here/],
    },
    {
      given: { DATABASE_URL: "mysql://app:pa55@db/app" },
      mistakes: [/DATABASE_URL must be a URL that begins with postgres/],
    },
  ])("refuses $given, which does not fit together", async ({ given, mistakes }) => {
    const { code, stderr } = await runApp({ environment: { ...given } as Record<string, string> });

    expect(code).toBe(2);
    for (const mistake of mistakes) expect(stderr).toMatch(mistake);
    expect(stderr).not.toContain("pa55");
  });

  it.each(["65536", "80.5", "0x50"])("refuses the port %j", async (PORT) => {
    const { code, stderr } = await runApp({ environment: { PORT } });

    expect(code).toBe(2);
    expect(stderr).toContain(`got ${JSON.stringify(PORT)}`);
  });
});

describe("the table of variables in the app's README", () => {
  it("is what programs/environmentTable.mts prints from the schema", async () => {
    const readme = readFileSync(join(__dirname, "..", "..", "app", "README.md"), "utf8");
    const table = await runApp({ program: join(__dirname, "programs", "environmentTable.mts") });

    expect(table.code).toBe(0);
    expect(readme).toContain(table.stdout);
  });
});
