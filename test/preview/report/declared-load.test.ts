import { UsageError } from "../../../preview/failure";
import { declaredLoad } from "../../../preview/report/declared-load";

const config = {
  "shop:requestsPerSecond": "50",
  "shop:readShare": "0.9",
  "shop:payloadKiB": "20",
  "shop:storedGiB": "10",
  "aws:region": "eu-west-1",
};

describe("the declared load", () => {
  test("is read from the project's configuration", () => {
    expect(declaredLoad("shop", "dev", config)).toEqual({
      requestsPerSecond: 50,
      readShare: 0.9,
      payloadKiB: 20,
      storedGiB: 10,
    });
  });

  test("is absent when a part of it is not declared or belongs to another project", () => {
    const { "shop:storedGiB": _, ...partial } = config;
    expect(declaredLoad("shop", "dev", partial)).toBeUndefined();
    expect(declaredLoad("other", "dev", config)).toBeUndefined();
  });

  test.each([
    ["shop:readShare", "90", /shop:readShare in Pulumi\.dev\.yaml is "90".*0 to 1/],
    ["shop:requestsPerSecond", "many", /shop:requestsPerSecond .*"many".*requests a second/],
    ["shop:payloadKiB", "-1", /"-1"/],
    ["shop:storedGiB", " ", /" "/],
  ])("refuses %s of %j with one sentence", (key, value, sentence) => {
    const act = (): unknown => declaredLoad("shop", "dev", { ...config, [key]: value });
    expect(act).toThrow(UsageError);
    expect(act).toThrow(sentence);
  });
});
