/** Gives each frame of a stream, its four bytes of length included, when all of it is there. */
export function eachFrame(stream: NodeJS.ReadableStream, visit: (frame: Buffer) => void): void;
