import { call, Refused } from "./api";
import { element } from "./element";
import { me, type User } from "./session";

interface Page {
  readonly users: readonly User[];
  readonly next: string | null;
}

const known = new Map<string, Promise<User | null>>();

/** The person with this id; null when nobody has it. Asked for once a visit. */
export function person(id: string): Promise<User | null> {
  const mine = me();
  if (mine?.id === id) return Promise.resolve(mine);
  const found = known.get(id) ?? load(id);
  known.set(id, found);
  return found;
}

async function load(id: string): Promise<User | null> {
  try {
    return await call<User>(`/users/${id}`);
  } catch (error) {
    known.delete(id);
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
}

/** The newest people, a page of them. */
export async function newestPeople(path = "/users?limit=20"): Promise<Page> {
  const page = await call<Page>(path);
  for (const user of page.users) known.set(user.id, Promise.resolve(user));
  return page;
}

/** Where a person's page is. */
export const linkTo = ({ id }: Pick<User, "id">): string => `#/users/${id}`;

/** A round picture: theirs, or the first letter of their name on a colour of their own. */
export function avatar(
  user: Pick<User, "id" | "displayName">,
  { picture = null as string | null, large = false } = {},
): HTMLElement {
  const made = element(
    "span",
    { class: large ? "avatar large" : "avatar", "aria-hidden": "true" },
    picture === null ? [...user.displayName.trim()][0]?.toUpperCase() : element("img", { src: picture, alt: "" }),
  );
  made.style.setProperty("--hue", String(hueOf(user.id)));
  return made;
}

function hueOf(id: string): number {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
}

/** A line of a list of people. */
export function personLine(user: User, action?: HTMLElement | null): HTMLElement {
  const texts = element(
    "span",
    { class: "texts" },
    element("span", { class: "name" }, user.displayName),
    element("span", { class: "soft small" }, `@${user.handle}`),
  );
  return element("li", { class: "person" }, element("a", { href: linkTo(user) }, avatar(user), texts), action);
}
