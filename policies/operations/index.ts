import type { Rule } from "../rule";
import { alarmsAct } from "./alarms-act";
import { alarmsAreHeard } from "./alarms-are-heard";
import { badReleasesGoBack } from "./bad-releases-go-back";
import { deadLettersAreKept } from "./dead-letters-are-kept";
import { deadLettersAreNoticed } from "./dead-letters-are-noticed";
import { logsDoNotBlock } from "./logs-do-not-block";
import { logsHaveAnEnd } from "./logs-have-an-end";
import { missingDataIsTrouble } from "./missing-data-is-trouble";
import { releasesKeepCapacity } from "./releases-keep-capacity";
import { tiersHaveAlarms } from "./tiers-have-alarms";

/** Who learns of trouble, and what a release may break. */
export const operations: readonly Rule[] = [
  alarmsAct,
  alarmsAreHeard,
  badReleasesGoBack,
  deadLettersAreKept,
  deadLettersAreNoticed,
  logsDoNotBlock,
  logsHaveAnEnd,
  missingDataIsTrouble,
  releasesKeepCapacity,
  tiersHaveAlarms,
];
