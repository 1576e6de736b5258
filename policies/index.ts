import { PolicyPack } from "@pulumi/policy";
import { policies } from "./rules";

// Only the CLI loads this file: constructing a pack starts its server, so nothing else may import it.
new PolicyPack("zero-to-millions", { policies: [...policies], enforcementLevel: "mandatory" });
