import { hashOf } from "../storage/shardHash.js";

/** Hexadecimal digits of a hash of 32 bits. */
const digits = 8;

/**
 * The id of a post: a version 7 UUID that ends with the hash of its author, so that whoever has only the id knows the
 * shard. What remains is unique: 60 bits of time and counter and 30 random ones, for each author.
 */
export function postIdFrom(id: string, authorId: string): string {
  return id.slice(0, -digits) + hashOf(authorId).toString(16).padStart(digits, "0");
}

/** Whether a post can be of this author: the id says so without a look at the post. */
export function isBy(authorId: string, postId: string): boolean {
  return authorHashOf(postId) === hashOf(authorId);
}

/** The hash that decides about a post's shard. */
export function authorHashOf(postId: string): number {
  return Number.parseInt(postId.slice(-digits), 16);
}
