import type { Rule } from "../rule";
import { addressesFit } from "./addresses-fit";
import { alarmsCanBeMade } from "./alarms-can-be-made";
import { boundsAreInOrder } from "./bounds-are-in-order";
import { cacheFailoverHasANode } from "./cache-failover-has-a-node";
import { cdnIsConsistent } from "./cdn-is-consistent";
import { certificateIsWhereItIsUsed } from "./certificate-is-where-it-is-used";
import { databaseArgumentsAgree } from "./database-arguments-agree";
import { fargateSizesExist } from "./fargate-sizes-exist";
import { fifoFitsFifo } from "./fifo-fits-fifo";
import { functionArgumentsAgree } from "./function-arguments-agree";
import { groupRulesAreValid } from "./group-rules-are-valid";
import { lifecyclesAreValid } from "./lifecycles-are-valid";
import { namesAreAllowed } from "./names-are-allowed";
import { namesAreUnique } from "./names-are-unique";
import { numbersAreInRange } from "./numbers-are-in-range";
import { policyDocumentsParse } from "./policy-documents-parse";
import { recordsCanBeMade } from "./records-can-be-made";
import { replicaCanBeMade } from "./replica-can-be-made";
import { serviceFitsItsTask } from "./service-fits-its-task";
import { subnetsAreInTwoZones } from "./subnets-are-in-two-zones";
import { tableKeysAreDeclared } from "./table-keys-are-declared";
import { targetsFitTheirBalancer } from "./targets-fit-their-balancer";
import { visibilityCoversTheConsumer } from "./visibility-covers-the-consumer";

/** What AWS refuses, and says so only when the deployment is half done. */
export const deployable: readonly Rule[] = [
  addressesFit,
  alarmsCanBeMade,
  boundsAreInOrder,
  cacheFailoverHasANode,
  cdnIsConsistent,
  certificateIsWhereItIsUsed,
  databaseArgumentsAgree,
  fargateSizesExist,
  fifoFitsFifo,
  functionArgumentsAgree,
  groupRulesAreValid,
  lifecyclesAreValid,
  namesAreAllowed,
  namesAreUnique,
  numbersAreInRange,
  policyDocumentsParse,
  recordsCanBeMade,
  replicaCanBeMade,
  serviceFitsItsTask,
  subnetsAreInTwoZones,
  tableKeysAreDeclared,
  targetsFitTheirBalancer,
  visibilityCoversTheConsumer,
];
