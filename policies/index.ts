import { PolicyPack } from "@pulumi/policy";
import { readOnce } from "./read-once";
import { policies } from "./rules";
import { receivePlans } from "./wire/received-stack";

readOnce();
receivePlans();

// Only the CLI loads this file: constructing a pack starts its server, so nothing else may import it.
new PolicyPack("zero-to-millions", { policies: [...policies], enforcementLevel: "mandatory" });
