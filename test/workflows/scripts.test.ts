import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const SCRIPTS = path.join(__dirname, "../../.github/scripts");
const { commentPreviews } = require(path.join(SCRIPTS, "comment-previews.cjs")) as {
  commentPreviews(given: object): Promise<void>;
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "workflow-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("preview-change.sh", () => {
  /** Runs the script with an `npm` that answers as told, and remembers how it was called. */
  function run(answer: string) {
    const bin = path.join(folder, "bin");
    mkdirSync(bin);
    const npm = path.join(bin, "npm");
    writeFileSync(npm, `#!/bin/bash\necho "$*" >>"${folder}/calls"\n${answer}\n`);
    chmodSync(npm, 0o755);
    const file = path.join(folder, "preview.md");
    const { status, stderr } = spawnSync(path.join(SCRIPTS, "preview-change.sh"), ["prod", "origin/main", file], {
      env: { PATH: `${bin}:${process.env.PATH}`, GITHUB_STEP_SUMMARY: path.join(folder, "summary") },
      encoding: "utf8",
    });
    const lines = (name: string) => readFileSync(path.join(folder, name), "utf8");
    return { status, stderr, text: lines("preview.md"), summary: lines("summary"), calls: lines("calls").split("\n") };
  }

  it("shows the change against the base, and fails as the preview does", () => {
    const { status, text, summary, calls } = run('echo "## prod fails"; exit 1');
    expect(status).toBe(1);
    expect(text).toBe("## prod fails\n");
    expect(summary).toBe(text);
    expect(calls).toEqual(["run --silent preview -- prod --markdown --against origin/main", ""]);
  });

  it("shows the environment alone where the base cannot be previewed", () => {
    const { status, text } = run('[[ "$*" == *--against* ]] && exit 2; echo "## prod passes"');
    expect(status).toBe(0);
    expect(text).toBe("## prod passes\n");
  });

  it("says why where nothing can be previewed", () => {
    const { status, text, stderr } = run('echo "error: zones is missing" >&2; exit 2');
    expect(status).toBe(2);
    expect(text).toContain("## prod could not be previewed");
    expect(text).toContain("    error: zones is missing");
    expect(stderr).toContain("error: zones is missing");
  });
});

describe("comment-previews.cjs", () => {
  const COMMIT = "c0ffee";
  const MARKER = "<!-- zero-to-millions previews -->";

  interface Comment {
    readonly id: number;
    readonly body: string;
    readonly user: { readonly type: string };
  }

  /** What GitHub is asked to write, for a run whose newest commit is that of pull request 7. */
  async function written(given: { readonly comments?: readonly Comment[]; readonly headOfPullRequest?: string } = {}) {
    const { comments = [], headOfPullRequest = COMMIT } = given;
    const writes: { readonly what: string; readonly body: string }[] = [];
    const write = (what: string) => (request: { body: string; issue_number?: number; comment_id?: number }) =>
      writes.push({ what: `${what} ${request.issue_number ?? request.comment_id}`, body: request.body });
    const github = {
      paginate: () => Promise.resolve(comments),
      rest: {
        pulls: {
          list: ({ head }: { head: string }) => ({
            data: head === "fork:topic" ? [{ number: 7, head: { sha: headOfPullRequest } }] : [],
          }),
        },
        issues: { listComments: {}, updateComment: write("update"), createComment: write("create on") },
      },
    };
    const run = { head_sha: COMMIT, head_branch: "topic", head_repository: { owner: { login: "fork" } } };
    const context = { repo: { owner: "us", repo: "site" }, payload: { workflow_run: run } };
    await commentPreviews({ github, context, core: { info: () => undefined }, folder });
    return writes;
  }
  const preview = (environment: string, text: string) =>
    writeFileSync(path.join(folder, `preview-${environment}.md`), text);

  it("writes all environments into one comment, in the order of their rank", async () => {
    preview("prod", "P");
    preview("dev", "D");
    expect(await written()).toEqual([{ what: "create on 7", body: `${MARKER}\n\nD\n\nP` }]);
  });

  it("updates its own comment, and nobody else's", async () => {
    preview("dev", "D");
    const comments = [
      { id: 1, body: `${MARKER} copied`, user: { type: "User" } },
      { id: 2, body: `${MARKER} old`, user: { type: "Bot" } },
    ];
    expect((await written({ comments })).map(({ what }) => what)).toEqual(["update 2"]);
  });

  it("says nothing about a commit that is no longer the newest, or without previews", async () => {
    expect(await written()).toEqual([]);
    preview("dev", "D");
    expect(await written({ headOfPullRequest: "older" })).toEqual([]);
  });

  it("calls nobody, whatever a fork's run wrote", async () => {
    preview("dev", "hello @us/everybody");
    const [{ body = "" } = {}] = await written();
    expect(body).toContain("hello @\u200bus/everybody");
  });

  it("leaves out the folded parts where GitHub would not take the whole", async () => {
    preview("dev", `short\n<details>${"x".repeat(70_000)}</details>`);
    const [{ body = "" } = {}] = await written();
    expect(body).toBe(`${MARKER}\n\nshort\n\nThe run's summary holds the rest.`);
  });
});
