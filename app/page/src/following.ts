import { call } from "./api";
import { element } from "./element";
import { me, type User } from "./session";
import { doing, say } from "./toast";

/** A button that follows somebody, or stops. Null for oneself and for visitors. */
export function followButton(user: User, isFollowed: boolean): HTMLButtonElement | null {
  const mine = me();
  if (mine === null || mine.id === user.id) return null;
  let follows = isFollowed;
  const button = element("button", { type: "button" });
  const show = () => {
    button.className = follows ? "small quiet" : "small";
    button.textContent = follows ? "Following" : "Follow";
    button.setAttribute("aria-label", follows ? `Stop following ${user.displayName}` : `Follow ${user.displayName}`);
  };
  button.addEventListener(
    "click",
    doing(async () => {
      await call(`/follows/${user.id}`, { method: follows ? "DELETE" : "PUT" });
      follows = !follows;
      show();
      say(follows ? `You follow ${user.displayName}.` : `You no longer follow ${user.displayName}.`);
    }),
  );
  show();
  return button;
}

interface FollowPage {
  readonly userIds: readonly string[];
}

/** Ids of those whom the person who is signed in follows. */
export async function followedByMe(): Promise<ReadonlySet<string>> {
  const mine = me();
  if (mine === null) return new Set();
  return new Set((await call<FollowPage>(`/users/${mine.id}/following?limit=100`)).userIds);
}
