import { join } from "node:path";
import { recordProgram } from "../../preview/recorder";
import { type EngineResource, engineReport, recordedReport } from "./engine-report";

const record = async (program: string) =>
  recordedReport((await recordProgram({ directory: join(__dirname, "programs", program), stack: "dev" })).plan);

/** An image's id is made up on either side: that there is one is what counts. */
const withoutImage = (resource: EngineResource): EngineResource => {
  const { ami, ...inputs } = (resource.inputs ?? {}) as { readonly [property: string]: unknown };
  return ami === undefined ? resource : { ...resource, inputs: { ...inputs, ami: typeof ami } };
};

const PROGRAMS = [
  "nesting",
  "settings",
  "lookups",
  "network",
  "containers",
  "providers",
  "protection",
  "ordering",
  "transforms",
  "replacement-and-hooks",
  "existing",
  "resource-references",
  "initialized-components",
  "merged-options",
  "custom-parents",
  "sites",
  "provider-transforms",
  "regions",
];

describe.each(PROGRAMS)("the program %s", (program) => {
  it("previews as the real engine previews it", async () => {
    const recorded = await record(program);
    const expected = [...engineReport(program)].sort((left, right) => (left.urn < right.urn ? -1 : 1));
    expect(recorded.map(({ urn }) => urn)).toEqual(expected.map(({ urn }) => urn));
    expect(recorded.map(withoutImage)).toEqual(expected.map(withoutImage));
  });
});
