import type { PostPage } from "./posts";
import type { User } from "./session";

/** What `/profiles/:id` puts together from several services; a part is null when its service does not answer. */
export interface Profile {
  readonly user: User;
  readonly details: { readonly bio: string; readonly location: string; readonly pictureUrl: string | null } | null;
  readonly counts: { readonly posts: number; readonly following: number; readonly followers: number } | null;
  readonly posts: PostPage | null;
}
