import {
  listOf,
  listOfRecords,
  number,
  oneOf,
  optional,
  type SettingType,
  text,
  wholeNumber,
  yesOrNo,
} from "../../stacks/setting-types";

const ranges = listOfRecords<{ from: number; shard: string }>({
  from: wholeNumber(0, 9),
  shard: text("a name", /^[a-z]+$/),
});

describe("what a setting may hold", () => {
  it.each<[string, SettingType<unknown>, string, unknown]>([
    ["the least whole number", wholeNumber(1, 6), "1", 1],
    ["the greatest whole number", wholeNumber(1, 6), "6", 6],
    ["the least number", number(0.5, 9.25), "0.5", 0.5],
    ["the greatest number", number(0.5, 9.25), "9.25", 9.25],
    ["a number without a fraction", number(0.5, 9.25), "7", 7],
    ["yes", yesOrNo(), "true", true],
    ["no", yesOrNo(), "false", false],
    ["a word", oneOf(["single", "per-zone"]), "per-zone", "per-zone"],
    ["nothing, where it may", optional(wholeNumber(1, 6)), "", null],
    ["something, where it may be nothing", optional(wholeNumber(1, 6)), "2", 2],
    ["an empty list", listOf(wholeNumber(1, 6)), "[]", []],
    ["a list of texts", listOf(text("a name", /^[a-z]+$/)), '["a","b"]', ["a", "b"]],
    ["a record", ranges, '[{"from":3,"shard":"a"}]', [{ from: 3, shard: "a" }]],
    ["a record in another order", ranges, '[{"shard":"a","from":"3"}]', [{ from: 3, shard: "a" }]],
  ])("is %s", (_, type, given, value) => {
    expect(type.parse(given)).toEqual(value);
  });

  it.each<[string, SettingType<unknown>, string]>([
    ["a whole number too small", wholeNumber(1, 6), "0"],
    ["a whole number too great", wholeNumber(1, 6), "7"],
    ["a fraction of a whole number", wholeNumber(1, 6), "1.5"],
    ["a whole number with a unit", wholeNumber(1, 6), "3x"],
    ["a whole number with a sign", wholeNumber(1, 6), "+3"],
    ["a number too small", number(0.5, 9.25), "0.25"],
    ["a number too great", number(0.5, 9.25), "9.5"],
    ["a number with a unit", number(0.5, 9.25), "2.5x"],
    ["a number with a sign", number(0.5, 9.25), "+2.5"],
    ["a number in hexadecimals", number(0, 99), "0x10"],
    ["perhaps", yesOrNo(), "maybe"],
    ["another word", oneOf(["single", "per-zone"]), "per-region"],
    ["nothing, where it must be something", wholeNumber(0, 6), ""],
    ["what is no JSON", listOf(yesOrNo()), "a, b"],
    ["what is no list", listOf(yesOrNo()), "{}"],
    ["a list with one wrong item", listOf(wholeNumber(1, 6)), '["1","9"]'],
    ["a list of what is no text", listOf(wholeNumber(1, 6)), "[1]"],
    ["a list of texts for records", ranges, '["ab"]'],
    ["a list of nothing for records", ranges, "[null]"],
    ["a record with a key too few", ranges, '[{"from":3}]'],
    ["a record with a key too many", ranges, '[{"from":3,"shard":"a","to":4}]'],
    ["a record with one value wrong", ranges, '[{"from":10,"shard":"a"}]'],
    ["a record with another value wrong", ranges, '[{"from":3,"shard":"A"}]'],
  ])("is not %s", (_, type, given) => {
    expect(type.parse(given)).toBeUndefined();
  });
});
