import { list, number, text } from "../../../model/value";
import type { ConstructContext } from "../../remote/construct";
import { isGiven, isOutput, output } from "../output";

const DEFAULT_COUNT = 3;

/** The zones of a VPC: those named, or the first ones of the region. */
export async function availabilityZones(context: ConstructContext): Promise<readonly string[]> {
  const { availabilityZoneNames, numberOfAvailabilityZones, region } = context.inputs;
  const count = number(output(numberOfAvailabilityZones).value);
  if (isGiven(availabilityZoneNames)) {
    if (count) {
      throw new Error(
        `availabilityZoneNames and numberOfAvailabilityZones (${count}) exclude each other: name the zones or say how many.`,
      );
    }
    return list(output(availabilityZoneNames).value).flatMap((zone) => text(zone) ?? []);
  }
  if (isOutput(region)) {
    throw new Error(
      "region must be written out, not an Output, to look up its zones: give availabilityZoneNames as well.",
    );
  }
  return firstZones(context, count ?? DEFAULT_COUNT);
}

async function firstZones({ inputs, invoke }: ConstructContext, count: number): Promise<readonly string[]> {
  const region = text(output(inputs.region).value);
  const found = await invoke(
    "aws:index/getAvailabilityZones:getAvailabilityZones",
    region === undefined ? {} : { region },
  );
  const zones = list(found.names).flatMap((zone) => text(zone) ?? []);
  if (zones.length < count) {
    throw new Error(
      `numberOfAvailabilityZones is ${count}, but the region offers ${zones.length}: name zones in availabilityZoneNames, ask for fewer or choose another region.`,
    );
  }
  return zones.slice(0, count);
}
