/** A rule that a public tool has, and what answers it here. */
export interface FieldRule {
  readonly id: string;
  readonly service: string;
  /** What it asks, in our words. */
  readonly asks: string;
  /** Tools that ask it, each with its own name for it. */
  readonly sources: readonly string[];
  /** Rules of this pack that answer it; none where `note` says why not. */
  readonly rules: readonly string[];
  /** How far the rules answer it, or why none does: `Not yet` where one would be worthwhile. */
  readonly note?: string;
}
