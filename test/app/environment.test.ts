import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runApp } from "./startApp";

describe("the environment", () => {
  it("is refused with every mistake at once, exit code 2 and no stack trace", async () => {
    const { code, stdout, stderr } = await runApp({
      environment: {
        APP_ROLE: "users",
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
    expect(stderr).toMatch(/APP_ROLE must be `all`, got "users"\..*not built yet/);
    expect(stderr).toMatch(/HOST must be an address or a host name, got "not a host"/);
    expect(stderr).toMatch(/PORT must be a whole number from 0 to 65535, got "eighty"/);
    expect(stderr).toMatch(/LOG_LEVEL must be one of `trace`, .*, got "loud"/);
    expect(stderr).toMatch(/TOKEN_SECRET must be 32 characters or more, got 14/);
    expect(stderr).not.toContain("hunter2");
    expect(stderr).toMatch(/SHUTDOWN_DRAIN_SECONDS must be less than SHUTDOWN_GRACE_SECONDS, got 30 and 20/);
    expect(stderr).not.toMatch(/^\s+at /m);
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
