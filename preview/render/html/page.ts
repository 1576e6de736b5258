import { renderToString } from "preact-render-to-string";
import type { Report } from "../../report/report";
import { capacitySection } from "./capacity";
import { changeSection } from "./change";
import { costSection } from "./cost";
import { type Element, h, list, paragraph, section } from "./elements";
import { failureSection } from "./failures";
import { findingSection } from "./findings";
import { planSection } from "./plan";
import { STYLE } from "./style";
import { summary, verdict } from "./summary";

/**
 * The report as one page that loads nothing and runs nothing. Values of the program stay out of it: it names resources
 * and says what follows from them.
 * @param curve the project's curve of cost by users, as SVG
 * @public required lazily, which the search for unused exports cannot see
 */
export function renderPage(report: Report, curve: string | undefined, today = new Date()): string {
  const { plan } = report;
  const sections = [
    ...changeSection(report),
    costSection(report, today),
    ...capacitySection(report.capacity),
    failureSection(report),
    findingSection(report),
    planSection(plan),
    ...(curve === undefined ? [] : [curveSection(curve)]),
    ...assumedSection(report),
  ];
  const title = `${plan.project} / ${plan.stack}`;
  const head = h(
    "head",
    null,
    h("meta", { charset: "utf-8" }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", {
      "http-equiv": "Content-Security-Policy",
      content: "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
    }),
    h("title", null, `${title}: preview`),
    h("style", { dangerouslySetInnerHTML: { __html: STYLE } }),
  );
  const body = h(
    "body",
    null,
    h(
      "header",
      null,
      h("h1", null, title, " ", verdict(report)),
      h("p", { class: "dim" }, `${plan.region ?? "region unknown"}; offline preview: nothing was created`),
      ...summary(report),
      contents(sections),
    ),
    h("main", null, sections),
    h("footer", null, `Made on ${today.toISOString().slice(0, 10)} by npm run preview.`),
  );
  return `<!DOCTYPE html>\n${renderToString(h("html", { lang: "en" }, head, body))}\n`;
}

function contents(sections: readonly Element[]): Element {
  const ids = sections.map(({ props }) => String(props.id));
  return h(
    "nav",
    { "aria-label": "Sections" },
    ids.map((id) => h("a", { href: `#${id}` }, id.charAt(0).toUpperCase() + id.slice(1))),
  );
}

/** As a picture it can run nothing, and follows the reader's light or dark setting by itself. */
function curveSection(curve: string): Element {
  const source = `data:image/svg+xml;base64,${Buffer.from(curve).toString("base64")}`;
  const text = /<desc[^>]*>([^<]*)<\/desc>/.exec(curve)?.[1] ?? "Monthly cost by number of users";
  return section(
    "curve",
    "From zero to millions",
    h(
      "figure",
      null,
      h("img", { src: source, alt: text }),
      h("figcaption", null, "The cheapest rung for each number of users, as npm run curve found it."),
    ),
  );
}

function assumedSection({ assumed, messages }: Report): readonly Element[] {
  const notes = [...new Set(assumed.map(({ subject, note }) => `${subject}: ${note}`))];
  const said = messages.map(({ text }) => text);
  if (notes.length === 0 && said.length === 0) return [];
  return [
    section(
      "assumptions",
      "Assumptions",
      ...(notes.length === 0 ? [] : [paragraph("What stands in for what only AWS knows:"), list(notes)]),
      ...(said.length === 0 ? [] : [paragraph("What the program said:"), list(said)]),
    ),
  ];
}
