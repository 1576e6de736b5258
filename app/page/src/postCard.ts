import { element } from "./element";
import { avatar, linkTo, person } from "./people";
import { type Post, remove } from "./posts";
import { me } from "./session";
import { timeElement } from "./time";
import { doing, say } from "./toast";

/** One post. Its author is looked up after it is shown: people and posts are kept by different services. */
export function postCard(post: Post, { arrives = false } = {}): HTMLElement {
  const author = element("a", { href: linkTo({ id: post.authorId }) }, element("span", { class: "name" }, "…"));
  const face = element("span", { class: "avatar", "aria-hidden": "true" });
  const card = element(
    "article",
    { class: arrives ? "card post arrives" : "card post", "data-id": post.id },
    face,
    element(
      "div",
      {},
      element(
        "p",
        { class: "post-head" },
        author,
        element("span", { class: "soft small" }, "· ", timeElement(post.createdAt)),
      ),
      element("p", { class: "post-body" }, post.body),
      post.pictureUrl !== null &&
        element("img", { class: "post-picture", src: post.pictureUrl, alt: "Picture of this post", loading: "lazy" }),
      me()?.id === post.authorId && element("div", { class: "post-foot" }, deleteButton(post)),
    ),
  );
  void person(post.authorId).then(
    (user) => {
      const shown = user ?? { id: post.authorId, displayName: "Somebody who left", handle: "" };
      face.replaceWith(avatar(shown));
      author.replaceChildren(
        element("span", { class: "name" }, shown.displayName),
        shown.handle ? element("span", { class: "soft" }, ` @${shown.handle}`) : "",
      );
    },
    () => author.replaceChildren(element("span", { class: "name" }, "Somebody")),
  );
  return card;
}

function deleteButton(post: Post): HTMLElement {
  const button: HTMLButtonElement = element("button", { type: "button", class: "plain small" }, "Delete");
  const sure = "Delete for good?";
  button.addEventListener("blur", () => {
    button.textContent = "Delete";
  });
  button.addEventListener("click", (event) => {
    if (button.textContent !== sure) {
      button.textContent = sure;
      return;
    }
    doing(async () => {
      await remove(post);
      button.closest("article")?.remove();
      say("Deleted.");
    })(event);
  });
  return button;
}
