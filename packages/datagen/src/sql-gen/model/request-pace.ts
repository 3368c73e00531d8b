import { setTimeout as sleep } from 'node:timers/promises';

/** Lets requests begin no more often than a provider allows. */
export class RequestPace {
  readonly #gapMs: number;
  #next = 0;

  /** @param perMinute - default: as often as one likes */
  constructor(perMinute?: number) {
    this.#gapMs = perMinute === undefined ? 0 : 60_000 / perMinute;
  }

  /** Resolves when the next request may begin. */
  async turn(signal?: AbortSignal): Promise<void> {
    const now = Date.now();
    const turn = Math.max(now, this.#next);
    this.#next = turn + this.#gapMs;
    if (turn > now) await sleep(turn - now, undefined, signal && { signal });
  }

  /** Nobody begins for a while: the provider asked for it. */
  pause(milliseconds: number): void {
    this.#next = Math.max(this.#next, Date.now() + milliseconds);
  }
}
