import type { Asked } from "./load";

/** What the app and the bare stack answer by the same query. */
export interface Pair {
  readonly name: string;
  /** The app's throughput over the bare stack's that is aimed at. */
  readonly goal: number;
  /** The role that answers. */
  readonly by: "all" | "gateway";
  readonly app: Asked;
  /** Of the bare stack, unless `besides` is a service that the gateway stands before. */
  readonly bare: Asked;
  readonly besides: "bare" | "service";
}

/** Whoever the bench asks about and as. */
export interface Subject {
  readonly id: string;
  readonly accessToken: string;
  readonly serviceToken: string;
}

const POST = { body: "What a day. We sailed past the islands before noon and saw the whole coast." };

/** Each main route beside the least that could answer it. */
export function pairsFor({ id, accessToken, serviceToken }: Subject): readonly Pair[] {
  const counts = `/users/${id}/counts`;
  return [
    {
      ...{ name: "cached read", goal: 0.8, by: "all", besides: "bare" },
      app: { path: `/users/${id}` },
      bare: { path: `/cached/${id}` },
    },
    {
      ...{ name: "primary-key read", goal: 0.75, by: "all", besides: "bare" },
      app: { path: counts },
      bare: { path: counts },
    },
    {
      ...{ name: "page of posts", goal: 0.5, by: "all", besides: "bare" },
      app: { path: `/users/${id}/posts` },
      bare: { path: `/users/${id}/posts` },
    },
    {
      ...{ name: "write, outbox, idempotency", goal: 0.4, by: "all", besides: "bare" },
      app: {
        ...{ path: "/posts", method: "POST", body: POST, withKey: true },
        headers: { authorization: `Bearer ${accessToken}` },
      },
      bare: { path: "/posts", method: "POST", body: { ...POST, author: id } },
    },
    {
      ...{ name: "gateway before a service", goal: 0.45, by: "gateway", besides: "service" },
      app: { path: counts },
      bare: { path: counts, headers: { authorization: `Bearer ${serviceToken}` } },
    },
  ];
}
