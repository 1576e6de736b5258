/** The page: it knows the app by its HTTP answers and its live connection only, and works from wherever it is served. */
import { Refused } from "./api";
import { byId, element } from "./element";
import { feedView } from "./feedView";
import { avatar } from "./people";
import { peopleView, showSuggestions } from "./peopleView";
import { profileView } from "./profileView";
import { me, onSession, resume, signOut } from "./session";
import { complain } from "./toast";
import type { View } from "./view";
import { welcomeView } from "./welcomeView";

let current: View | null = null;

/** The view that the address names, for whoever is signed in. */
function viewFor(hash: string): View {
  const userId = /^#\/users\/([0-9a-f-]{36})$/.exec(hash)?.[1];
  if (userId !== undefined) return profileView(userId, signOut);
  if (me() === null) return welcomeView();
  return hash === "#/people" ? peopleView() : feedView();
}

async function show(): Promise<void> {
  current?.leave?.();
  const view = viewFor(location.hash);
  current = view;
  showNavigation();
  document.title = `${view.title} · Zero to Millions`;
  byId("main").replaceChildren(view.root);
  scrollTo(0, 0);
  try {
    await view.load?.();
  } catch (error) {
    if (current === view) view.root.append(notice(error));
  }
}

function notice(error: unknown): HTMLElement {
  if (!(error instanceof Refused)) throw error;
  const again = element("button", { type: "button", class: "quiet small", onclick: () => void show() }, "Try again");
  return element("div", { class: "notice", role: "alert" }, element("p", {}, error.message), again);
}

function showNavigation(): void {
  const mine = me();
  const link = (href: string, ...content: (Node | string)[]) => {
    const isHere = (location.hash || "#/") === href;
    return element("a", { href, "aria-current": isHere ? "page" : null }, ...content);
  };
  byId("nav").replaceChildren(
    ...(mine === null
      ? location.hash.startsWith("#/users/")
        ? [link("#/", "Join or sign in")]
        : []
      : [
          link("#/", "Feed"),
          link("#/people", "People"),
          link(`#/users/${mine.id}`, avatar(mine), element("span", { class: "unseen" }, "Your profile")),
        ]),
  );
}

async function start(): Promise<void> {
  await resume();
  onSession(() => {
    if (me() === null) location.hash = "#/";
    void show();
    void showSuggestions(byId("aside")).catch(complain);
  });
  addEventListener("hashchange", () => {
    void show();
    byId("main").querySelector<HTMLElement>("h1")?.focus();
  });
  void showSuggestions(byId("aside")).catch(complain);
  await show();
}

void start();
