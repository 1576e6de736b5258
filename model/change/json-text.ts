/** Whether both are the same JSON document, however it is laid out. */
export function sameJson(before: string, after: string): boolean {
  if (!/^\s*[[{]/.test(before) || !/^\s*[[{]/.test(after)) return false;
  try {
    return canonical(JSON.parse(before)) === canonical(JSON.parse(after));
  } catch {
    return false;
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
