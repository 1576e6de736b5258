import { HelpShown, type PreviewOptions, parseOptions } from "../../../preview/command/options";
import { UsageError } from "../../../preview/failure";

const parse = (...argv: string[]): PreviewOptions => {
  const options = parseOptions(argv, "/project", () => undefined);
  if (options === HelpShown) throw new Error("help was shown");
  return options;
};

const refusal = (...argv: string[]): string => {
  try {
    parse(...argv);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error("it was accepted");
};

describe("the command line", () => {
  test("takes the stack as the argument and the project as the program", () => {
    expect(parse("prod")).toEqual({
      directory: "/project",
      workingDirectory: "/project",
      stack: "prod",
      watch: false,
      from: undefined,
      save: undefined,
      sarif: undefined,
      junit: undefined,
      against: undefined,
      allowReplace: [],
      json: false,
      markdown: false,
      full: false,
      timeoutSeconds: 300,
      config: {},
      policyConfig: undefined,
      usage: undefined,
      discounts: undefined,
      freeTier: false,
    });
  });

  test("takes another program relative to where the user stands", () => {
    expect(parse("--program", "../other", "--stack", "qa", "--json", "--timeout", "2.5")).toMatchObject({
      directory: "/other",
      stack: "qa",
      json: true,
      timeoutSeconds: 2.5,
    });
  });

  test("takes configuration for this preview, with an equals sign in the value too", () => {
    expect(
      parse("dev", "--config", "zones=3", "--config", "aws:region=eu-west-1", "--config", "token=a=b"),
    ).toMatchObject({
      config: { zones: "3", "aws:region": "eu-west-1", token: "a=b" },
    });
  });

  test("takes a plan from a file, which names its stack", () => {
    expect(parse("--from", "plans/state.json")).toMatchObject({
      stack: undefined,
      from: { file: "/project/plans/state.json", shown: "plans/state.json" },
    });
  });

  test("takes files for the findings, but not for those of every save", () => {
    expect(parse("dev", "--sarif", "out/a.sarif", "--junit", "/tmp/b.xml")).toMatchObject({
      sarif: { file: "/project/out/a.sarif", shown: "out/a.sarif" },
      junit: { file: "/tmp/b.xml" },
    });
    expect(refusal("dev", "--watch", "--junit", "b.xml")).toBe("--watch cannot go with --junit: give one of the two");
  });

  test("takes names that may be replaced one by one or with commas", () => {
    const options = parse("dev", "--against", "main", "--allow-replace", "a,b", "--allow-replace", "c");
    expect(options).toMatchObject({ against: "main", allowReplace: ["a", "b", "c"] });
  });

  test("explains itself with --help and names every exit code", () => {
    let help = "";
    const shown = parseOptions(["--help"], "/", (text) => {
      help += text;
    });
    expect(shown).toBe(HelpShown);
    for (const code of ["0  fine", "1  at least one mandatory", "2  usage", "3  the program failed"])
      expect(help).toContain(code);
  });

  test.each([
    [["--jsno", "dev"], /unknown option '--jsno'.*--json/s],
    [[], /name the stack/],
    [["dev", "prod"], /too many arguments/],
    [["dev", "--stack", "prod"], /given twice, as dev and as --stack prod/],
    [["dev", "--timeout", "soon"], /'soon' is invalid.*seconds above 0/s],
    [["dev", "--timeout", "0"], /seconds above 0/],
    [["../prod"], /"..\/prod" is no stack name/],
    [["dev", "--watch", "--json"], /--watch cannot go with --json/],
    [["--stack"], /argument missing/],
    [["dev", "--allow-replace", "main"], /give --against/],
    [["dev", "--against", "main", "--allow-replace", "a,,b"], /'a,,b' is invalid.*commas/s],
  ])("refuses %j with one sentence", (argv, sentence) => {
    expect(refusal(...argv)).toMatch(sentence);
  });
});
