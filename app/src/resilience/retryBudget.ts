/** Retries for each request that is made: a tenth more load on whoever is in trouble, not two or three times as much. */
const retriesPerRequest = 0.1;
/** Retries that may be saved up, so that the first requests after a quiet time may be repeated too. */
const mostSaved = 10;

/**
 * How many retries a client may still make, as a bucket that requests fill. Without it, every client that repeats what
 * fails multiplies the load exactly when there is too much of it (Google, Site Reliability Engineering, chapter 21).
 */
export class RetryBudget {
  #saved = mostSaved;

  /** A request is made for the first time. */
  earn(): void {
    this.#saved = Math.min(mostSaved, this.#saved + retriesPerRequest);
  }

  /** Whether one more retry may be made. */
  spend(): boolean {
    if (this.#saved < 1) return false;
    this.#saved -= 1;
    return true;
  }
}
