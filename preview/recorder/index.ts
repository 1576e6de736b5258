export { recordProgram } from "./record";
export type { Recording, RecordOptions } from "./recording";
