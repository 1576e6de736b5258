// The arrows between folders: stacks -> components; policies -> model; preview -> policies, model. Nothing else.
const only = (from, ...to) => ({
  name: `${from}-knows-only-${to.join("-") || "itself"}`,
  severity: "error",
  comment: `${from}/ may import itself${to.length ? `, ${to.map((folder) => `${folder}/`).join(", ")}` : ""} and packages, no other folder of this project.`,
  from: { path: `^${from}/` },
  to: { path: "^(stacks|components|model|policies|preview|app|test)/", pathNot: `^(${[from, ...to].join("|")})/` },
});

module.exports = {
  forbidden: [
    only("stacks", "components"),
    only("components"),
    only("model"),
    only("policies", "model"),
    only("preview", "policies", "model"),
    only("app"),
    {
      name: "model-is-pure",
      severity: "error",
      comment: "model/ is functions over a plan: no Pulumi, no input or output.",
      from: { path: "^model/" },
      to: {
        path: "(node_modules/(@pulumi|@grpc)/|^(node:)?(fs|fs/promises|net|http|https|http2|child_process|os|worker_threads|process)$)",
      },
    },
    {
      name: "components-are-aws-and-nothing-else",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "node_modules/", pathNot: "node_modules/(@pulumi/(pulumi|aws|awsx|random)|mime-types)/" },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^test/conformance/programs/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default", "types"] },
  },
};
