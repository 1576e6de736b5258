export { InputProblem } from "./document";
export { readUsage, resolveUsage, type Strictness } from "./resolve";
