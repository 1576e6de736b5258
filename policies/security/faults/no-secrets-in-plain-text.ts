import type { PlannedResource } from "../../../model/plan";
import type { PlanIndex } from "../../../model/topology/plan-index";
import { list, parsedJson, record, text, type Value } from "../../../model/value";
import type { Faults } from "../../each-resource";
import { CONNECTION, HARMLESS, KEY_MATERIAL, SECRET } from "./secret-shapes";

/** Names by which the program's own secrets and parameters are read: they say where a secret is. */
function placesOfSecrets(index: PlanIndex): ReadonlySet<string> {
  const kept = index.ofType("secretsmanager/Secret", "ssm/Parameter");
  return new Set(kept.flatMap(({ inputs }) => text(inputs.name) ?? []));
}

export function functionFaults(index: PlanIndex, { inputs }: PlannedResource): Faults {
  const { variables } = record(list(inputs.environment)[0] ?? inputs.environment);
  return variableFaults(Object.entries(record(variables)), placesOfSecrets(index));
}

export function taskFaults(index: PlanIndex, { inputs }: PlannedResource): Faults {
  const containers = list(parsedJson(inputs.containerDefinitions)).map(record);
  const variables = containers.flatMap(({ environment }) => list(environment).map(record));
  return variableFaults(
    variables.map(({ name, value }) => [text(name) ?? "", value]),
    placesOfSecrets(index),
  );
}

/** The value itself is never said. */
function variableFaults(
  variables: readonly (readonly [string, Value | undefined])[],
  places: ReadonlySet<string>,
): Faults {
  return variables.map(([name, value]) => {
    const known = text(value);
    return (
      known !== undefined &&
      !places.has(known) &&
      isSecret(name, known) &&
      `has a secret in plain text in the variable \`${name}\``
    );
  });
}

function isSecret(name: string, value: string): boolean {
  if (KEY_MATERIAL.test(value) || CONNECTION.test(value)) return true;
  return SECRET.test(name) && value !== "" && !HARMLESS.test(value);
}

export function userDataFault({ userData, userDataBase64 }: PlannedResource["inputs"]): string | undefined {
  const written = text(userData) ?? text(userDataBase64) ?? "";
  const script = /^[A-Za-z0-9+/=\s]{40,}$/.test(written) ? Buffer.from(written, "base64").toString() : written;
  const assigned =
    /(?:^|\s)(?:export\s+)?(\w*(?:password|passwd|secret|token|api_?key)\w*)=["']?([^\s"'$(`]{4,})/i.exec(script);
  if (KEY_MATERIAL.test(script)) return "has a key in its user data";
  return assigned !== null && SECRET.test(assigned[1] ?? "") && !HARMLESS.test(assigned[2] ?? "")
    ? `has a secret in its user data (\`${assigned[1]}\`)`
    : undefined;
}

export function parameterFaults({ inputs, name }: PlannedResource): Faults {
  const called = (text(inputs.name) ?? name).split("/").at(-1) ?? name;
  const value = text(inputs.value) ?? "";
  return [
    text(inputs.type) === "String" &&
      isSecret(called, value) &&
      "holds a secret as a plain `String`, not a `SecureString`",
  ];
}
