export { recordProgram } from "./record";
export type { ProgramMessage, Recording, RecordOptions } from "./recording";
