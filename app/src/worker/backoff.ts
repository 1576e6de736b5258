/**
 * Seconds to wait after so many failures: four times longer each time, up to a limit, and at random within the upper
 * half, so that what failed together is not tried again together.
 */
export function backoffSeconds(failures: number, first: number, longest: number): number {
  return Math.min(longest, first * 4 ** Math.min(failures, 20)) * (0.5 + Math.random() / 2);
}
