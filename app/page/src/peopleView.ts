import { element } from "./element";
import { followButton, followedByMe } from "./following";
import { newestPeople, personLine } from "./people";
import { me } from "./session";
import { doing } from "./toast";
import type { View } from "./view";

/** Everybody, newest first. */
export function peopleView(): View {
  const list = element("ul", {});
  const more = element("div", { class: "more" });
  const root = element(
    "div",
    {},
    element("div", { class: "page-head" }, element("h1", { tabindex: -1 }, "People")),
    element("section", { class: "card", "aria-label": "Newest people" }, list, more),
  );
  const show = async (path?: string) => {
    const [{ users, next }, followed] = await Promise.all([newestPeople(path), followedByMe()]);
    list.append(...users.map((user) => personLine(user, followButton(user, followed.has(user.id)))));
    const older = doing(() => show(next ?? undefined));
    more.replaceChildren(
      ...(next === null ? [] : [element("button", { type: "button", class: "quiet", onclick: older }, "Show more")]),
    );
  };
  return { title: "People", root, load: () => show() };
}

/** A few people to follow, beside the feed. */
export async function showSuggestions(aside: HTMLElement): Promise<void> {
  const mine = me();
  aside.hidden = mine === null;
  if (mine === null) return;
  const [{ users }, followed] = await Promise.all([newestPeople(), followedByMe()]);
  const strangers = users.filter(({ id }) => id !== mine.id && !followed.has(id)).slice(0, 5);
  const lines = strangers.map((user) => personLine(user, followButton(user, false)));
  aside.replaceChildren(
    element(
      "section",
      { class: "card", "aria-labelledby": "suggestions" },
      element("h2", { id: "suggestions" }, "New here"),
      lines.length > 0
        ? element("ul", {}, ...lines)
        : element("p", { class: "soft" }, "Nobody whom you do not follow already."),
      element("p", { class: "small" }, element("a", { href: "#/people" }, "Everybody")),
    ),
  );
}
