import { accountCard } from "./accountForms";
import { element } from "./element";
import type { View } from "./view";

/** What somebody sees who is not signed in. */
export function welcomeView(): View {
  const root = element(
    "div",
    { class: "welcome" },
    element(
      "div",
      {},
      element("h1", { tabindex: -1 }, "Small talk, built to grow."),
      element(
        "p",
        { class: "lead" },
        "A small social service that runs as one process on a laptop, and unchanged on servers in several regions.",
      ),
      element(
        "ul",
        { class: "points" },
        element("li", {}, "Follow people and see what they post the moment they do."),
        element("li", {}, "Say it in words, or with a picture."),
        element("li", {}, "No adverts, no tracking, no cookies but the one that keeps you signed in."),
      ),
    ),
    accountCard(),
  );
  return { title: "Welcome", root };
}
