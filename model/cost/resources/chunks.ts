import Big from "big.js";

/** Requests as they are billed: each begun chunk of `chunkKiB` counts as one. */
export function chunks(requests: Big | null, sizeKiB: Big | null, chunkKiB: number): Big | null {
  if (requests === null) return null;
  const each = (sizeKiB ?? new Big(chunkKiB)).div(chunkKiB).round(0, Big.roundUp);
  return requests.times(each.lt(1) ? 1 : each);
}
