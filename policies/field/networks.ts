import type { FieldRule } from "./field-rule";

export const networks: readonly FieldRule[] = [
  {
    id: "NAT-AZ-INDEPENDENCE",
    service: "NAT gateway",
    asks: "A private subnet should leave through a NAT gateway of its own AZ. (The only NAT rule in any tool here; runtime only.)",
    sources: ["Trusted Advisor: NAT Gateway AZ Independence"],
    rules: ["no-single-point-of-failure"],
  },
  {
    id: "VPC-SUBNETS-MULTI-AZ",
    service: "VPC",
    asks: "A VPC must have subnets in more than one AZ.",
    sources: ["prowler: vpc_subnet_different_az"],
    rules: ["no-single-point-of-failure", "subnets-are-in-two-zones"],
    note: "of what runs in them",
  },
  {
    id: "VPC-MULTI-REGION",
    service: "VPC",
    asks: "The account should have VPCs in more than one region.",
    sources: ["prowler: vpc_different_regions"],
    rules: ["no-single-point-of-failure"],
    note: "where the configuration says `critical: true`",
  },
  {
    id: "VPCE-MULTI-AZ",
    service: "VPC",
    asks: "An interface endpoint must have network interfaces in several AZs.",
    sources: [
      "prowler: vpc_endpoint_multi_az_enabled",
      "Trusted Advisor: VPC interface endpoint network interfaces in multiple AZs",
    ],
    rules: ["no-single-point-of-failure"],
  },
  {
    id: "VPN-TWO-TUNNELS",
    service: "VPC",
    asks: "Both tunnels of a site-to-site VPN must be up.",
    sources: [
      "AWS Config: VPC_VPN_2_TUNNELS_UP",
      "prowler: vpc_vpn_connection_tunnels_up",
      "Security Hub: EC2.20",
      "Trusted Advisor: VPN Tunnel Redundancy",
    ],
    rules: [],
    note: "Whether a tunnel is up is known at run time; a connection has two always.",
  },
  {
    id: "NFW-MULTI-AZ",
    service: "VPC",
    asks: "A network firewall must be in several AZs and each AZ must route to its own endpoint.",
    sources: ["prowler: networkfirewall_multi_az", "Trusted Advisor: Network Firewall endpoint AZ Independence"],
    rules: ["no-single-point-of-failure"],
  },
  {
    id: "DX-REDUNDANCY",
    service: "VPC",
    asks: "Direct Connect must end in two places with two virtual interfaces.",
    sources: [
      "prowler: directconnect_virtual_interface_redundancy",
      "Trusted Advisor: Direct Connect Location Resiliency",
    ],
    rules: ["no-single-point-of-failure"],
    note: "of the only line of a program; where it ends no plan says",
  },
  {
    id: "AZ-SOURCE-PINNED",
    service: "VPC",
    asks: "A look-up of AZs should pin their names, so the set does not grow by itself.",
    sources: ["checkov: CKV_AWS_394"],
    rules: [],
    note: "A look-up is followed to its answer; new zones change the plan, which the preview shows.",
  },
];
