import type { PlannedResource } from "../../model/plan";
import { list, record, text } from "../../model/value";
import { type Faults, faultsOf, isSet } from "../each-resource";
import { rule } from "../rule";

/** Variables that Lambda sets itself and refuses (Lambda Developer Guide, "Environment variables", November 2026). */
const RESERVED = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

/** Bytes of all variables together. */
const LONGEST_ENVIRONMENT = 4_096;

/** A function from an image takes other arguments than one from an archive, and some variables are Lambda's own. */
export const functionArgumentsAgree = rule({
  name: "function-arguments-agree",
  displayName: "Function arguments agree",
  description: "A function's arguments must suit its kind of package, and its variables must not be Lambda's own.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "compute"],
  remediationSteps:
    "Give a function from an archive `runtime` and `handler`, one from an image `imageUri` alone; rename variables that " +
    "Lambda reserves, and keep all of them under 4 KiB.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
  about: ["lambda/Function"],
  judge: (subject) => faultsOf(subject, ["lambda/Function"], functionFaults),
});

function functionFaults({ inputs }: PlannedResource): Faults {
  const image = text(inputs.packageType) === "Image";
  const variables = record(record(list(inputs.environment)[0] ?? inputs.environment).variables);
  const names = Object.keys(variables);
  const size = names.reduce((sum, name) => sum + Buffer.byteLength(`${name}${text(variables[name]) ?? ""}`), 0);
  const reserved = names.filter((name) => RESERVED.has(name));
  return [
    image &&
      ["runtime", "handler", "layers"].some((each) => isSet(inputs[each])) &&
      "is an image and has `runtime`, `handler` or `layers`",
    image && !isSet(inputs.imageUri) && "is an image and has no `imageUri`",
    !image &&
      isSet(inputs.imageUri) &&
      !isSet(inputs.packageType) &&
      'has an `imageUri` without `packageType: "Image"`',
    !isSet(inputs.packageType) &&
      !isSet(inputs.imageUri) &&
      ["runtime", "handler"].some((each) => !isSet(inputs[each])) &&
      "has no `runtime` or no `handler`, which an archive needs",
    reserved.length > 0 && `sets ${reserved.join(", ")}, which Lambda sets itself`,
    size > LONGEST_ENVIRONMENT && `has ${size} bytes of variables, where Lambda takes ${LONGEST_ENVIRONMENT}`,
    list(inputs.layers).length > 5 && `has ${list(inputs.layers).length} layers, where Lambda takes 5`,
  ];
}
