let second = 0;
let untilSecond = "";

/** ISO 8601 with milliseconds, of which only those are written anew: all of it takes longer than the rest of a line. */
export function timeNow(): string {
  const now = Date.now();
  const milliseconds = now % 1_000;
  if (now - milliseconds !== second) {
    second = now - milliseconds;
    untilSecond = new Date(second).toISOString().slice(0, -4);
  }
  return `${untilSecond}${String(milliseconds).padStart(3, "0")}Z`;
}
