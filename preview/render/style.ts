import pc from "picocolors";

/** How text is laid out: colours only where the reader is a terminal, lines no wider than it. */
export interface Style {
  readonly colours: ReturnType<typeof pc.createColors>;
  /** Columns to fill at most. */
  readonly width: number;
  /** Show every resource and every line, not the shortened lists. */
  readonly full: boolean;
}

const DEFAULT_WIDTH = 110;
const NARROWEST = 72;

/** The style for a stream: NO_COLOR is honoured, a pipe gets plain text. */
export function styleFor(stream: { readonly isTTY?: boolean; readonly columns?: number }, full: boolean): Style {
  const terminal = stream.isTTY === true;
  const noColour = process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== "";
  return {
    colours: pc.createColors(terminal && !noColour && process.env.TERM !== "dumb"),
    width: Math.max(NARROWEST, Math.min(stream.columns ?? DEFAULT_WIDTH, 160)),
    full,
  };
}
