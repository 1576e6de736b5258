import type { TopologyBuilder } from "../builder";
import type { Operations } from "../topology";
import { readGuards } from "./guards";
import { readRedrives } from "./redrives";
import { readReleases } from "./releases";
import { readWatch } from "./watch";
import { readWithheld } from "./withheld";

/** What people and programs do to a running system, as far as the plan says how it takes it. */
export function readOperations(builder: TopologyBuilder): Operations {
  return {
    releases: readReleases(builder),
    guards: readGuards(builder),
    redrives: readRedrives(builder),
    withheld: readWithheld(builder),
    ...readWatch(builder),
  };
}
