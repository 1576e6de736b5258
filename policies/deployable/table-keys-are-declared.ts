import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { tableFaults } from "./faults/table-keys-are-declared";

/** DynamoDB wants exactly the attributes that are keys: one too few or too many is refused. */
export const tableKeysAreDeclared = rule({
  name: "table-keys-are-declared",
  displayName: "Table keys are declared",
  description: "A DynamoDB table must declare each attribute that is a key of it or of an index, and no other.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "data"],
  remediationSteps:
    "List in `attributes` the hash and range keys of the table and its indexes, each once, and nothing else.",
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html",
  about: ["dynamodb/Table"],
  judge: (subject) => faultsOf(subject, ["dynamodb/Table"], tableFaults),
});
