import type { PropertyMap } from "../../../model/value";
import { answer } from "../../../preview/data-sources";

const TOKEN = "aws:iam/getPolicyDocument:getPolicyDocument";
const context = { configuration: {}, environment: {}, assume: () => undefined };
const document = (args: PropertyMap) => answer(TOKEN, args, context);
const parsed = (args: PropertyMap) => JSON.parse(String(document(args).json)) as { Statement: unknown[] };

describe("iam.getPolicyDocument", () => {
  it("writes keys, indentation and single values as the provider does", () => {
    const { json, minifiedJson, id, version } = document({
      policyId: "P",
      statements: [
        {
          sid: "One",
          actions: ["s3:GetObject"],
          resources: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
          principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
        },
      ],
    });
    expect(json).toBe(`{
  "Version": "2012-10-17",
  "Id": "P",
  "Statement": [
    {
      "Sid": "One",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": [
        "arn:aws:s3:::b/*",
        "arn:aws:s3:::a/*"
      ],
      "Principal": {
        "Service": "ec2.amazonaws.com"
      }
    }
  ]
}`);
    expect(JSON.parse(String(minifiedJson))).toEqual(JSON.parse(String(json)));
    expect(String(minifiedJson)).not.toContain("\n");
    expect(id).toMatch(/^\d+$/);
    expect(version).toBe("2012-10-17");
  });

  it("names everybody with a star, joins principals of one type and sorts the types", () => {
    const statements = [
      { actions: ["*"], principals: [{ type: "*", identifiers: ["*"] }] },
      {
        effect: "Deny",
        notActions: ["iam:*"],
        notPrincipals: [
          { type: "Service", identifiers: ["b", "a"] },
          { type: "AWS", identifiers: ["1"] },
          { type: "AWS", identifiers: ["2"] },
        ],
      },
    ];
    expect(parsed({ statements }).Statement).toEqual([
      { Effect: "Allow", Action: "*", Principal: "*" },
      { Effect: "Deny", NotAction: "iam:*", NotPrincipal: { AWS: ["1", "2"], Service: ["b", "a"] } },
    ]);
  });

  it("groups conditions by test and variable, and keeps the order of values", () => {
    const statements = [
      {
        actions: ["a"],
        conditions: [
          { test: "StringLike", variable: "s3:prefix", values: ["home/", "z", "a"] },
          { test: "Bool", variable: "aws:SecureTransport", values: ["false"] },
          { test: "StringLike", variable: "aws:user", values: ["&{aws:username}"] },
        ],
      },
    ];
    expect(parsed({ statements }).Statement).toEqual([
      {
        Effect: "Allow",
        Action: "a",
        Condition: {
          Bool: { "aws:SecureTransport": "false" },
          // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's own variable
          StringLike: { "aws:user": "${aws:username}", "s3:prefix": ["home/", "z", "a"] },
        },
      },
    ]);
  });

  it("puts source documents first, and lets overrides replace what has the same Sid", () => {
    const source = JSON.stringify({ Version: "2008-10-17", Statement: [{ Sid: "A", Effect: "Allow", Action: "old" }] });
    const override = JSON.stringify({
      Id: "O",
      Statement: { Sid: "B", Effect: "Deny", Action: ["x", "y"], Principal: { AWS: ["1", "2"] } },
    });
    const document_ = parsed({
      sourcePolicyDocuments: [source],
      statements: [{ sid: "B", actions: ["mine"] }, { actions: ["more"] }],
      overridePolicyDocuments: [override],
    });
    expect(document_).toEqual({
      Version: "2012-10-17",
      Id: "O",
      Statement: [
        { Sid: "A", Effect: "Allow", Action: "old" },
        { Sid: "B", Effect: "Deny", Action: ["x", "y"], Principal: { AWS: ["2", "1"] } },
        { Effect: "Allow", Action: "more" },
      ],
    });
  });

  it("escapes as the provider's JSON does, and has no statements where none are given", () => {
    expect(document({ statements: [{ actions: ["a<b>&c"] }] }).json).toContain("a\\u003cb\\u003e\\u0026c");
    expect(document({}).json).toBe('{\n  "Version": "2012-10-17"\n}');
  });

  it("refuses a Sid that is used twice", () => {
    const twice = [
      { sid: "A", actions: ["a"] },
      { sid: "A", actions: ["b"] },
    ];
    expect(() => document({ statements: twice })).toThrow(/"A".*twice/);
  });
});
