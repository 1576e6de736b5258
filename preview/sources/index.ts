export { findAgainst, planAgainst } from "./against";
export { allowedUrns } from "./allowed";
export { readPlan } from "./read-plan";
export { checkSavable, savePlan } from "./save-plan";
