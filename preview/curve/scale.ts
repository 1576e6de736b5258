/** A logarithmic axis from data to pixels. */
export class LogScale {
  readonly #from: number;
  readonly #decades: number;

  /** @param domain smallest and largest value, widened to whole decades */
  constructor(
    domain: readonly [number, number],
    readonly range: readonly [number, number],
  ) {
    this.#from = Math.floor(Math.log10(domain[0]) + 1e-9);
    this.#decades = Math.max(1, Math.ceil(Math.log10(domain[1]) - 1e-9) - this.#from);
  }

  at(value: number): number {
    const share = (Math.log10(value) - this.#from) / this.#decades;
    return this.range[0] + share * (this.range[1] - this.range[0]);
  }

  /** Whole decades of the axis. */
  get ticks(): readonly number[] {
    return Array.from({ length: this.#decades + 1 }, (_, index) => 10 ** (this.#from + index));
  }
}
