// Writes the previews of a pull request into one comment of it, and finds that comment again at the next push.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const MARKER = "<!-- zero-to-millions previews -->";
const ENVIRONMENTS = ["dev", "staging", "prod"];
/** GitHub takes 65,536 characters. */
const MOST_CHARACTERS = 65_000;

/**
 * @param {object} given
 * @param given.github Octokit, as actions/github-script hands it out
 * @param given.context the event `workflow_run`
 * @param given.core for what the log should say
 * @param {string} given.folder holds a file `preview-<environment>.md` per environment
 */
exports.commentPreviews = async ({ github, context, core, folder }) => {
  const number = await pullRequest(github, context);
  if (number === undefined) {
    core.info("No open pull request has this commit as its newest: nothing to say.");
    return;
  }
  const previews = readPreviews(folder);
  if (previews.length === 0) {
    core.info("The run left no preview: nothing to say.");
    return;
  }
  const body = commentBody(previews);
  const comments = await github.paginate(github.rest.issues.listComments, {
    ...context.repo,
    issue_number: number,
    per_page: 100,
  });
  const own = comments.find((comment) => comment.user?.type === "Bot" && comment.body?.startsWith(MARKER));
  if (own) await github.rest.issues.updateComment({ ...context.repo, comment_id: own.id, body });
  else await github.rest.issues.createComment({ ...context.repo, issue_number: number, body });
};

/** By the head of the run, which nobody can forge; a file from the run could name any pull request. */
async function pullRequest(github, { repo, payload }) {
  const { head_sha: commit, head_branch: branch, head_repository: from } = payload.workflow_run;
  const { data } = await github.rest.pulls.list({ ...repo, state: "open", head: `${from.owner.login}:${branch}` });
  return data.find((pull) => pull.head.sha === commit)?.number;
}

function readPreviews(folder) {
  return ENVIRONMENTS.map((environment) => path.join(folder, `preview-${environment}.md`))
    .filter((file) => fs.existsSync(file))
    .map((file) => fs.readFileSync(file, "utf8"));
}

/** The previews come from a fork's run: nobody is called by them. Where all do not fit, the folded parts go first. */
function commentBody(previews) {
  const quiet = previews.map((preview) => preview.replaceAll(/@(?=\w)/g, "@\u200b"));
  const whole = [MARKER, ...quiet].join("\n\n");
  if (whole.length <= MOST_CHARACTERS) return whole;
  const short = quiet.map((preview) => preview.replace(/<details>[\s\S]*<\/details>/, "").trimEnd());
  return `${[MARKER, ...short].join("\n\n").slice(0, MOST_CHARACTERS)}\n\nThe run's summary holds the rest.`;
}
