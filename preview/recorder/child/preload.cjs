// Loaded by node before the program (`--require`): makes the program's process a quick, well-behaved guest of the preview.
"use strict";

const VARIABLE = "PREVIEW_CHILD";
const given = process.env[VARIABLE];
delete process.env[VARIABLE];

if (given !== undefined) {
  const settings = JSON.parse(given);
  if (!settings.asUnderTheCli) require("../../loading/quick-exit.cjs").exitQuickly();
  require("./token.cjs").addToken(settings);
  require("./report.cjs").reportFailures(settings);
  require("./resolve.cjs").addFallback(settings);
  if (settings.asUnderTheCli) {
    process.env.PULUMI_NODEJS_TYPESCRIPT = String(settings.typescript);
    if (settings.tsconfig !== undefined) process.env.PULUMI_NODEJS_TSCONFIG_PATH = settings.tsconfig;
  } else {
    require("./packages.cjs").keepPackages(settings);
    require("./sdk.cjs").adaptSdk(settings);
    if (settings.typescript) require("./typescript.cjs").runTypeScript(settings);
  }
}
