import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { boundaryDocument, deployDocument, readDocument } from "./deploy-permissions";
import { AUDIENCE, ISSUER, trustOfJobs } from "./deploy-trust";
import { Mistakes } from "./mistakes";
import { isRegionName } from "./region-name";
import { type Tags, tagged } from "./tags";

export interface DeployRoleArgs {
  /** The repository whose jobs may take the role, as GitHub names it in a token's `sub`: `owner/name`. */
  readonly repository: string;
  /**
   * The GitHub environment that a job must run in. Protect it in GitHub: reviewers, and which branches may use it.
   * @default - none: give `branch`
   */
  readonly environment?: string;
  /**
   * The branch that a job must run on, where there are no environments.
   * @default - none: give `environment`
   */
  readonly branch?: string;
  /** Regions that are deployed to. What is worldwide, such as CloudFront and IAM, comes with them. */
  readonly regions: readonly string[];
  /**
   * ARN of the account's identity provider for GitHub. An account has one, whatever the number of repositories.
   * @default - made here
   */
  readonly providerArn?: pulumi.Input<string>;
  /**
   * ARN of the policy that caps every role it makes, whatever that role's own policies say; see `boundRoles`.
   * @default - made here: the services of this blueprint, and nothing of IAM
   */
  readonly permissionsBoundaryArn?: pulumi.Input<string>;
  /**
   * Path in IAM of the roles it makes; it cannot touch or hand out any other.
   * @default "/deployed/"
   */
  readonly rolePath?: string;
  /**
   * Whether it only looks, for a job that compares what runs with what should run. It reads the settings of everything
   * and the values of secrets, since a refresh compares those as well; no table, message or log.
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * ARN of the bucket that keeps Pulumi's state, in which a role that only looks must take the lock.
   * @default - the state is kept elsewhere
   */
  readonly stateBucketArn?: pulumi.Input<string>;
  /**
   * Longest session, 60 to 720 minutes.
   * @default 60
   */
  readonly sessionMinutes?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const SECONDS_PER_MINUTE = 60;
const ROLE_PATH = "/deployed/";
const ON_A_PATH = ["aws:iam/role:Role", "aws:iam/instanceProfile:InstanceProfile"];

/**
 * The role by which GitHub Actions deploys: without a stored key, from one environment or branch of one repository only.
 * Made by a program of its own, with an administrator's rights: a role may not change itself.
 */
export class DeployRole extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;
  readonly providerArn: pulumi.Output<string>;
  /** What every role that it makes must have as its boundary; undefined for one that only looks. */
  readonly permissionsBoundaryArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: DeployRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:operations:DeployRole", name, args, opts);
    check(name, args);
    const { sessionMinutes = 60, tags } = args;

    this.providerArn = pulumi.output(args.providerArn ?? this.provider(name, tags));
    const role = new aws.iam.Role(
      name,
      {
        assumeRolePolicy: trustOfJobs(this.providerArn, args),
        maxSessionDuration: sessionMinutes * SECONDS_PER_MINUTE,
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    this.permissionsBoundaryArn = args.readOnly === true ? this.look(name, args, role) : this.deploy(name, args, role);

    this.roleArn = role.arn;
    this.registerOutputs({
      roleArn: this.roleArn,
      providerArn: this.providerArn,
      permissionsBoundaryArn: this.permissionsBoundaryArn,
    });
  }

  private deploy(name: string, args: DeployRoleArgs, role: aws.iam.Role): pulumi.Output<string> {
    const { regions, rolePath = ROLE_PATH } = args;
    const boundaryArn = pulumi.output(args.permissionsBoundaryArn ?? this.boundary(name, args));
    new aws.iam.RolePolicy(
      name,
      { role: role.id, policy: deployDocument({ regions, rolePath, boundaryArn }) },
      { parent: this },
    );
    return boundaryArn;
  }

  private look(name: string, { regions, stateBucketArn }: DeployRoleArgs, role: aws.iam.Role): undefined {
    new aws.iam.RolePolicyAttachment(
      name,
      { role: role.name, policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      { parent: this },
    );
    new aws.iam.RolePolicy(name, { role: role.id, policy: readDocument(regions, stateBucketArn) }, { parent: this });
    return undefined;
  }

  private provider(name: string, tags: Tags | undefined): pulumi.Output<string> {
    const provider = new aws.iam.OpenIdConnectProvider(
      name,
      { url: `https://${ISSUER}`, clientIdLists: [AUDIENCE], tags: tagged(name, tags) },
      { parent: this },
    );
    return provider.arn;
  }

  private boundary(name: string, { regions, tags }: DeployRoleArgs): pulumi.Output<string> {
    const policy = new aws.iam.Policy(
      `${name}-boundary`,
      {
        description: "The most that a role made by a deployment may do",
        policy: boundaryDocument(regions),
        tags: tagged(`${name}-boundary`, tags),
      },
      { parent: this },
    );
    return policy.arn;
  }
}

/**
 * Puts every IAM role of the program on the path, and under the boundary, that its `DeployRole` asks for. Call it before
 * the first resource. A role that exists without them is replaced.
 */
export function boundRoles(permissionsBoundaryArn: pulumi.Input<string>, path: string = ROLE_PATH): void {
  pulumi.runtime.registerResourceTransform(({ type, props, opts }) => {
    if (!ON_A_PATH.includes(type)) {
      return undefined;
    }
    const bounded = type === "aws:iam/role:Role" ? { permissionsBoundary: permissionsBoundaryArn } : {};
    return { props: { ...props, path, ...bounded }, opts };
  });
}

function check(name: string, args: DeployRoleArgs): void {
  const { repository, environment, branch, regions, rolePath = ROLE_PATH, sessionMinutes = 60 } = args;
  const isPlain = (text: string | undefined) => text === undefined || /^[\w./ -]+$/.test(text);
  new Mistakes()
    .require(
      // Newer tokens carry the ids of owner and repository as well: owner@1/name@2.
      /^[\w.-]+(@\d+)?\/[\w.-]+(@\d+)?$/.test(repository),
      "repository",
      `must be one repository, owner/name, got ${repository}`,
    )
    .require(
      (environment === undefined) !== (branch === undefined),
      "environment",
      environment === undefined
        ? "is missing, and so is branch: any job of the repository could take the role; give one of them"
        : "and branch are both given, but a token names one of them only; leave one out",
    )
    .require(isPlain(environment), "environment", `must be one name, got ${environment}`)
    .require(isPlain(branch), "branch", `must be one branch, got ${branch}`)
    .require(
      regions.length > 0 && regions.every(isRegionName),
      "regions",
      `must be regions such as eu-west-1, got ${regions.join(", ") || "none"}`,
    )
    .require(/^\/([\w-]+\/)+$/.test(rolePath), "rolePath", `must be a path such as /deployed/, got ${rolePath}`)
    .requireRange("sessionMinutes", sessionMinutes, 60, 720)
    .throwFor("DeployRole", name);
}
