import { FIGURES, type FigureName } from "./figures";

/** How much of a limit of AWS a tier's demand takes, whatever its machines could carry. */
export interface LimitShare {
  /** What runs out, such as `connections`. */
  readonly of: string;
  readonly share: number;
  /** The figures that it was reckoned from, by name. */
  readonly figures: readonly FigureName[];
}

/** A limit that a figure gives, and what else went into it. */
export function limit(of: string, used: number, figure: FigureName, ...further: readonly FigureName[]): LimitShare {
  return { of, share: used / each(figure), figures: [figure, ...further] };
}

export function each(figure: FigureName): number {
  return FIGURES[figure].each ?? Number.POSITIVE_INFINITY;
}
