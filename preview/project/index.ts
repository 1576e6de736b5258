export { hasStack, type Project, readProject } from "./project";
export { versionRefusal } from "./version-range";
