import { call } from "./api";
import { element } from "./element";
import { postCard } from "./postCard";
import type { Post, PostPage } from "./posts";
import { doing } from "./toast";

/** A list of posts that grows at both ends: older ones when asked for, newer ones as they arrive. */
export class PostList {
  readonly root = element("div");
  readonly #items = element("div", { role: "feed", "aria-label": "Posts" });
  readonly #more = element("div", { class: "more" });
  readonly #whenEmpty: HTMLElement;
  #newest: string | null = null;

  constructor(whenEmpty: HTMLElement) {
    this.#whenEmpty = whenEmpty;
    this.root.append(this.#items, this.#more);
  }

  /** Id of the newest post that is shown. */
  get newest(): string | null {
    return this.#newest;
  }

  async load(path: string): Promise<void> {
    this.show(await call<PostPage>(path));
  }

  show({ posts, next }: PostPage): void {
    this.#items.replaceChildren(...posts.map((post) => postCard(post)));
    this.#newest = posts[0]?.id ?? null;
    if (posts.length === 0) this.#items.replaceChildren(this.#whenEmpty);
    this.#offer(next);
  }

  /** Shows a post that has just been made, once. */
  arrive(post: Post): void {
    if (this.#items.querySelector(`[data-id="${CSS.escape(post.id)}"]`)) return;
    this.#whenEmpty.remove();
    this.#items.prepend(postCard(post, { arrives: true }));
    if (this.#newest === null || post.id > this.#newest) this.#newest = post.id;
  }

  /** Takes away a post that is gone. */
  leave(id: string): void {
    this.#items.querySelector(`[data-id="${CSS.escape(id)}"]`)?.remove();
  }

  #offer(next: string | null): void {
    const more = doing(async () => {
      const page = await call<PostPage>(next ?? "");
      this.#items.append(...page.posts.map((post) => postCard(post)));
      this.#offer(page.next);
    });
    this.#more.replaceChildren(
      ...(next === null ? [] : [element("button", { type: "button", class: "quiet", onclick: more }, "Show older")]),
    );
  }
}
