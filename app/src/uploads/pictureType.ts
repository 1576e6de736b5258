/** First bytes by which each type of picture is known; null stands for any byte. */
const beginnings: Readonly<Record<string, readonly (readonly (number | null)[])[]>> = {
  "image/jpeg": [[0xff, 0xd8, 0xff]],
  "image/png": [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  "image/gif": [[...Buffer.from("GIF87a")], [...Buffer.from("GIF89a")]],
  "image/webp": [[...Buffer.from("RIFF"), null, null, null, null, ...Buffer.from("WEBP")]],
};

/** Types that browsers show and that carry no script. */
export const pictureTypes = Object.keys(beginnings);

/** As many first bytes as it takes to tell. */
export const beginningBytes = 12;

/** Whether a file begins as its type does. */
export function looksLike(contentType: string, start: Uint8Array): boolean {
  return (beginnings[contentType] ?? []).some((beginning) =>
    beginning.every((byte, index) => byte === null || start[index] === byte),
  );
}
