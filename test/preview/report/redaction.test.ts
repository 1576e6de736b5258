import { Secret, UNKNOWN } from "../../../model/value";
import { redactor } from "../../../preview/report/redaction";
import { sampleReport } from "./sample-report";

describe("what a program prints", () => {
  const { plan } = sampleReport();

  test("is shown without the plan's secrets", () => {
    expect(redactor(plan)("connecting with hunter2-plain, twice hunter2-plain")).toBe(
      "connecting with [secret], twice [secret]",
    );
  });

  test("loses a secret that contains another as a whole", () => {
    const withBoth = {
      ...plan,
      outputs: { a: new Secret("pass"), b: new Secret({ deep: ["password!"] }), c: UNKNOWN },
    };
    expect(redactor(withBoth)("password! pass")).toBe("[secret] [secret]");
  });

  test("keeps words that are no secret", () => {
    expect(redactor(plan)("Name main")).toBe("Name main");
  });
});
