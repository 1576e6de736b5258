import type { TrackedMap } from "../remote/construct";
import { defined, type Optional } from "./output";

const ANYWHERE = { cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] };

/** The security group that AWSX makes where none is given: open both ways. */
export function openSecurityGroup(vpcId: Optional): TrackedMap {
  return defined({
    description: "Managed by Pulumi",
    vpcId,
    ingress: [{ fromPort: 0, toPort: 0, protocol: "-1", ...ANYWHERE }],
    egress: [{ fromPort: 0, toPort: 65535, protocol: "tcp", ...ANYWHERE }],
  });
}
