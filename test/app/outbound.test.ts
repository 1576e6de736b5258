import { join } from "node:path";
import { runApp } from "./startApp";

interface Outcome {
  readonly single: Readonly<Record<string, string>>;
  readonly crowdAsked: number;
  readonly untilOpen: readonly (number | string)[];
  readonly askedWhileFailing: number;
  readonly afterwards: readonly (number | string)[];
  readonly states: readonly string[];
  readonly unreachable: string;
}

let outcome: Outcome;

beforeAll(async () => {
  const { code, stdout, stderr } = await runApp({ program: join(__dirname, "programs", "outbound.mts") });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  outcome = JSON.parse(stdout);
});

describe("a request to another service", () => {
  it("is repeated when it can be, twice at most, and each attempt has a deadline", () => {
    expect(outcome.single).toMatchObject({
      readTwice: "200 after 3",
      readInVain: "503 after 3",
      readSilence: "timeout after 3",
      readError: "500 after 1",
    });
  });

  it("is not repeated when it would do its work twice, unless it carries an idempotency key", () => {
    expect(outcome.single).toMatchObject({
      write: "503 after 1",
      writeHangUp: "broken after 1",
      writeWithKey: "200 after 2",
    });
  });

  it("is repeated within a budget, so that a service in trouble is not asked three times as much", () => {
    expect(outcome.crowdAsked).toBeGreaterThan(80);
    expect(outcome.crowdAsked).toBeLessThanOrEqual(80 + 10 + 8);
  });

  it("is not even made after too many failures, until one of them goes well again", () => {
    expect(outcome.untilOpen).toEqual([500, 500, 500, 500, 500, "open", "open", "open"]);
    expect(outcome.askedWhileFailing).toBe(5);
    expect(outcome.afterwards).toEqual([200, 200]);
    expect(outcome.states).toEqual(["posts open", "posts half-open", "posts closed"]);
  });

  it("says that nobody was reached", () => {
    expect(outcome.unreachable).toBe("unreachable");
  });
});
