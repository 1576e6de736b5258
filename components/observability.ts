import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Watched } from "./alarm";
import { Mistakes } from "./mistakes";
import { type AlarmContext, makeAlarm } from "./observability-alarms";
import { DASHBOARD_LIMITS, dashboardBody, type Section } from "./observability-dashboard";
import { logMetrics, watchedLog } from "./observability-logs";
import { alertTopics, type Listeners, type Topics } from "./observability-topics";
import type { Tags } from "./tags";

export interface ObservabilityArgs extends Listeners {
  /** Everything whose alarms somebody should hear of. */
  readonly of: readonly Watched[];
  /**
   * Where docs/runbooks/alarms.md can be read, such as `https://github.com/acme/shop/blob/main/docs/runbooks/alarms.md`:
   * every alarm names its section.
   * @default "docs/runbooks/alarms.md"
   */
  readonly runbook?: string;
  /**
   * Whether there is a dashboard.
   * @default true
   */
  readonly dashboard?: boolean;
  /**
   * The region that it is in: alarms on what AWS keeps in another one need a topic there.
   * @default - `aws:region`; name it where the provider is another one
   */
  readonly region?: string;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const RUNBOOK = "docs/runbooks/alarms.md";

/** Alarms for everything that runs, topics that tell people when one sounds and ends, and a dashboard of it all. */
export class Observability extends pulumi.ComponentResource {
  /** Where every alarm goes, apart from those that AWS keeps in another region. */
  readonly topicArn: pulumi.Output<string>;
  /** Of the alarms that tell somebody. */
  readonly alarmNames: pulumi.Output<string[]>;
  /** The dashboard in AWS's console; undefined without one. */
  readonly dashboardUrl: pulumi.Output<string> | undefined;

  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    // Where the pager is reached is a secret of its subscription, not an input that every state file shows.
    super("zero-to-millions:operations:Observability", name, { ...args, pagerEndpoint: undefined }, opts);
    check(name, args);
    const { of, dashboard = true, runbook = RUNBOOK, tags } = args;

    const topicsIn = topicsByRegion(name, args, this);
    this.topicArn = topicsIn(undefined).topicArn;
    const context: AlarmContext = { runbook, tags, parent: this, topicsIn };
    const sections = of.flatMap((watched) => {
      logMetrics(watched, this);
      const log = watchedLog(watched);
      return (log ? [watched, log] : [watched]).map((each) => section(context, each));
    });

    this.alarmNames = pulumi.output(sections.flatMap(({ made }) => made.map((alarm) => alarm.name)));
    this.dashboardUrl = dashboard ? this.dashboard(name, sections) : undefined;
    this.registerOutputs({ topicArn: this.topicArn, alarmNames: this.alarmNames, dashboardUrl: this.dashboardUrl });
  }

  private dashboard(name: string, sections: readonly Section[]): pulumi.Output<string> {
    const { region } = aws.getRegionOutput({}, { parent: this });
    const body = dashboardBody(sections, region);
    new Mistakes()
      .require(
        body.widgets.length <= DASHBOARD_LIMITS.widgets,
        "of",
        `must fit one dashboard of ${DASHBOARD_LIMITS.widgets} widgets, needs ${body.widgets.length}; watch it in two, or set dashboard: false`,
      )
      .throwFor("Observability", name);
    const { dashboardName } = new aws.cloudwatch.Dashboard(
      name,
      {
        // Dashboards belong to the whole account.
        dashboardName: `${pulumi.getProject()}-${pulumi.getStack()}-${name}`,
        dashboardBody: pulumi.jsonStringify(body),
      },
      { parent: this },
    );
    return pulumi.interpolate`https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
  }
}

function section(context: AlarmContext, watched: Watched) {
  const alarms = watched.alarms();
  const made = alarms.map((alarm) => makeAlarm(context, watched, alarm));
  return { title: watched.watchName, alarms, charts: watched.charts?.() ?? [], made };
}

/** The topics of each region, made when the first alarm there asks. */
function topicsByRegion(name: string, args: ObservabilityArgs, parent: pulumi.Resource): AlarmContext["topicsIn"] {
  const own = args.region ?? aws.config.region;
  const known = new Map<string | undefined, Topics>();
  return (region) => {
    const other = region === own ? undefined : region;
    const topics =
      known.get(other) ?? alertTopics(other === undefined ? name : `${name}-${other}`, args, other, parent);
    known.set(other, topics);
    return topics;
  };
}

function check(name: string, args: ObservabilityArgs): void {
  const { of, emails = [], pagerEndpoint, runbook = RUNBOOK } = args;
  const wrong = emails.filter((email) => !isEmail(email));
  const names = of.map(({ watchName }) => watchName);
  const twice = names.filter((each, index) => names.indexOf(each) !== index);
  new Mistakes()
    .require(of.length > 0, "of", "must name at least one thing to watch, got none")
    .require(twice.length === 0, "of", `must name each thing once, got ${twice.join(", ")} again`)
    .require(wrong.length === 0, "emails", `must be addresses such as oncall@example.com, got ${wrong.join(", ")}`)
    .require(
      typeof pagerEndpoint !== "string" || pagerEndpoint.startsWith("https://"),
      "pagerEndpoint",
      "must be an address that starts with https://; it is a secret and not shown",
    )
    .require(!/[\s#]/.test(runbook), "runbook", `must be the address of a page, without a section, got ${runbook}`)
    .throwFor("Observability", name);
}

/** Whether a text looks like an e-mail address. */
export function isEmail(text: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text);
}
