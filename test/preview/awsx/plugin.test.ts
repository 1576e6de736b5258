import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Registered } from "../../../preview/recorder/register";
import { record } from "../recorder/program";
import { comparable } from "./plugin/comparison";
import { registerByPlugin, stopPlugins } from "./plugin/engine";
import { installedPlugin } from "./plugin/installed";

let byPlugin = false;
jest.mock("../../../preview/recorder/remote", () => {
  const actual = jest.requireActual<typeof import("../../../preview/recorder/remote")>(
    "../../../preview/recorder/remote",
  );
  return {
    registerRemote: (...call: Parameters<typeof registerByPlugin>): Promise<Registered> =>
      byPlugin ? registerByPlugin(...call) : actual.registerRemote(call[0], call[1], call[2], call[2].invoker),
  };
});

const PROGRAMS = join(__dirname, "plugin", "programs");
const programs = readdirSync(PROGRAMS);
const missing = installedPlugin() === undefined;
const title = missing
  ? "skipped: no awsx 3.9 is installed here (pulumi plugin install resource awsx 3.9.0)"
  : "against the installed provider of awsx";

afterEach(stopPlugins);

(missing ? describe.skip : describe)(title, () => {
  it.each(programs)(
    "registers what the provider registers: %s",
    async (program) => {
      const source = { "index.ts": readFileSync(join(PROGRAMS, program), "utf8") };
      byPlugin = false;
      const ours = comparable(await record(source, { timeoutSeconds: 300 }));
      byPlugin = true;
      const theirs = comparable(await record(source, { timeoutSeconds: 300 }));
      expect(ours).toEqual(theirs);
    },
    600_000,
  );
});
