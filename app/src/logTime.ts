let second = 0;
let untilSecond = "";
let last = 0;
let text = "";

/**
 * ISO 8601 with milliseconds. Written anew when it has changed alone, and then only its end: all of it takes longer than
 * the rest of a line.
 */
export function timeNow(): string {
  const now = Date.now();
  if (now === last) return text;
  const milliseconds = now % 1_000;
  if (now - milliseconds !== second) {
    second = now - milliseconds;
    untilSecond = new Date(second).toISOString().slice(0, -4);
  }
  last = now;
  text = `${untilSecond}${String(milliseconds).padStart(3, "0")}Z`;
  return text;
}
