import { Region } from "@pulumi/aws/types/enums";
import { REGIONS, requireRegion } from "../../../preview/recorder/region";

test("every region that the provider takes is known, and no other", () => {
  expect([...REGIONS].sort()).toEqual(Object.values(Region).sort());
  for (const region of [null, ...REGIONS]) expect(() => requireRegion(region)).not.toThrow();
});

test("another is refused as the provider would, with the nearest one", () => {
  expect(() => requireRegion("us-est-1")).toThrow(
    "aws:region is us-est-1, which is no region of AWS; did you mean us-east-1?",
  );
  expect(() => requireRegion("mars-north-1")).toThrow("mars-north-1, which is no region of AWS");
});
