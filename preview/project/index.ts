export { hasStack, type Project, readProject } from "./project";
