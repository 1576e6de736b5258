import type { Construct } from "../remote/construct";
import { vpc } from "./ec2/vpc";

/** The components of AWSX 3.9, by type token: what each registers when its provider constructs it. */
export const constructs: ReadonlyMap<string, Construct> = new Map([["awsx:ec2:Vpc", vpc]]);
