import fc from "fast-check";
import { subnetIpv6Cidr } from "../../../../preview/awsx/ec2/ipv6";

describe("subnetIpv6Cidr", () => {
  it("counts the subnets in the last byte of the network part", () => {
    expect(subnetIpv6Cidr("2600:1f18:1234:5600::/56", 0)).toBe("2600:1f18:1234:5600::/64");
    expect(subnetIpv6Cidr("2600:1f18:1234:5600::/56", 255)).toBe("2600:1f18:1234:56ff::/64");
  });

  it("gives every subnet its own", () => {
    const index = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(index, index, (a, b) => {
        const [one, other] = [a, b].map((at) => subnetIpv6Cidr("2600:1f18:1234:5600::/56", at));
        expect(one === other).toBe(a === b);
      }),
    );
  });

  it.each(["2600:1f18:1234:5600::/64", "2600::/56", "10.0.0.0/56", "no"])("refuses %s", (source) => {
    expect(() => subnetIpv6Cidr(source, 0)).toThrow(`ipv6CidrBlock must be a /56`);
  });

  it("refuses a subnet that does not exist", () => {
    expect(() => subnetIpv6Cidr("2600:1f18:1234:5600::/56", 256)).toThrow("there is no subnet 256");
  });
});
