import { spawn } from "node:child_process";
import { PROJECT, START } from "./preview-process";

describe("a reader that goes away (`| head`)", () => {
  it("is no failure of the preview", async () => {
    const child = spawn(process.execPath, [...START, "--help"], { cwd: PROJECT, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});
