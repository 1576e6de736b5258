import { composer } from "./composer";
import { element } from "./element";
import { openLive } from "./live";
import { PostList } from "./postList";
import { readPost } from "./posts";
import type { View } from "./view";

/** The feed of whoever is signed in: their own posts and those of the people they follow, as they are made. */
export function feedView(): View {
  const list = new PostList(
    element(
      "div",
      { class: "card empty" },
      element("h2", {}, "It is quiet here"),
      element("p", {}, "Write the first post, or follow somebody: what they post then appears here by itself."),
    ),
  );
  const live = element("span", { class: "live", "data-state": "connecting", role: "status" }, "Connecting");
  const root = element(
    "div",
    {},
    element("div", { class: "page-head" }, element("h1", { tabindex: -1 }, "Your feed"), live),
    composer((post) => list.arrive(post)),
    list.root,
  );
  let close = () => {};
  return {
    title: "Your feed",
    root,
    load: async () => {
      await list.load("/feed?limit=20");
      close = openLive({
        newest: () => list.newest,
        onPost: (id) =>
          void readPost(id)
            .then((post) => list.arrive(post))
            .catch(() => {}),
        onGone: (id) => list.leave(id),
        onResync: () => void list.load("/feed?limit=20"),
        onState: (state) => {
          live.dataset.state = state;
          live.textContent = state === "live" ? "Live" : "Connecting";
        },
      });
    },
    leave: () => close(),
  };
}
