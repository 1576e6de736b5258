export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** `1.23 s (1.10 to 1.40)`: the median and the range. */
export function spread(values: readonly number[], unit: string): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(2)}${unit} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

/** The ratios pair by pair, which hold on a machine whose speed drifts. */
export function ratios(values: readonly number[], beside: readonly number[]): number[] {
  return values.map((value, index) => value / (beside[index] ?? Number.NaN));
}
