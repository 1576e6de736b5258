const POLYNOMIAL = 0xedb88320;

/** The checksum by which the provider names a document. */
export function crc32(content: string): number {
  let checksum = 0xffffffff;
  for (const byte of Buffer.from(content)) {
    checksum ^= byte;
    for (let bit = 0; bit < 8; bit++) checksum = checksum & 1 ? (checksum >>> 1) ^ POLYNOMIAL : checksum >>> 1;
  }
  return (checksum ^ 0xffffffff) >>> 0;
}
