import { call } from "./api";
import { element } from "./element";
import { followButton, followedByMe } from "./following";
import { avatar } from "./people";
import { PostList } from "./postList";
import type { Profile } from "./profile";
import { profileEditor } from "./profileEditor";
import { me } from "./session";
import { doing, say } from "./toast";
import type { View } from "./view";

/** One person: who they are and what they posted. */
export function profileView(id: string, signOut: () => Promise<void>): View {
  const root = element("div");
  const load = async () => {
    const [profile, followed] = await Promise.all([
      call<Profile>(`/profiles/${id}`),
      followedByMe().catch(() => new Set<string>()),
    ]);
    const isMine = me()?.id === id;
    const head = profileHead(
      profile,
      isMine ? ownActions(profile, root, load, signOut) : followButton(profile.user, followed.has(id)),
    );
    const list = new PostList(element("div", { class: "card empty" }, element("h2", {}, "No posts yet")));
    root.replaceChildren(head);
    if (profile.posts === null) {
      root.append(
        element("p", { class: "notice", role: "status" }, "Posts are not available right now. Everything else is."),
      );
      return;
    }
    list.show(profile.posts);
    root.append(list.root);
  };
  return { title: "Profile", root, load };
}

function profileHead({ user, details, counts }: Profile, actions: HTMLElement | null): HTMLElement {
  const fact = (name: string, value: number) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value.toLocaleString()));
  const joined = new Date(user.createdAt).toLocaleDateString(undefined, { month: "long", year: "numeric" });
  const place = details?.location ? `${details.location} · ` : "";
  return element(
    "section",
    { class: "card", "aria-labelledby": "profile-name" },
    element(
      "div",
      { class: "profile-head" },
      avatar(user, { picture: details?.pictureUrl ?? null, large: true }),
      element(
        "div",
        { class: "texts" },
        element("h1", { id: "profile-name", tabindex: -1, class: "name" }, user.displayName),
        element("p", { class: "soft" }, `@${user.handle}`),
      ),
      actions,
    ),
    details !== null && details.bio !== "" && element("p", { class: "post-body" }, details.bio),
    element("p", { class: "soft small" }, `${place}Joined ${joined}`),
    counts !== null &&
      element(
        "dl",
        { class: "profile-facts" },
        fact("posts", counts.posts),
        fact("followers", counts.followers),
        fact("following", counts.following),
      ),
  );
}

function ownActions(
  profile: Profile,
  root: HTMLElement,
  reload: () => Promise<void>,
  signOut: () => Promise<void>,
): HTMLElement {
  const edit = () => {
    const editor = profileEditor(profile, async () => {
      await reload();
      say("Saved.");
    });
    root.querySelector("section")?.after(editor);
    editor.querySelector("textarea")?.focus();
  };
  return element(
    "div",
    {},
    element("button", { type: "button", class: "quiet small", onclick: edit }, "Edit"),
    " ",
    element("button", { type: "button", class: "quiet small", onclick: doing(signOut) }, "Sign out"),
  );
}
