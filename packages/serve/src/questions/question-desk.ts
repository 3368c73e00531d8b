import type { Answer, AskOptions, HistoryTurn, MoMQ } from '@momq/core';
import type { ServerMetrics } from '../metrics/server-metrics.js';
import { ServeError } from '../serve-error.js';
import type { ServedDatabase } from '../served-databases.js';
import { EarlierTurns } from './earlier-turns.js';

/** A question about a database, and what was asked before it. */
export interface DeskQuestion {
  readonly question: string;
  readonly served: ServedDatabase;
  /** Earlier questions of the conversation, oldest first. */
  readonly earlier: readonly string[];
  readonly options: AskOptions;
  readonly signal: AbortSignal;
}

/** What a {@link QuestionDesk} is made of. */
export interface DeskOptions {
  readonly metrics: ServerMetrics;
  readonly maxConcurrent: number;
  /** Leaves out of a note what clients may not see. */
  readonly shown: (text: string) => string;
}

/** Where every question of a server goes through: counted, at most so many at once, none after the other. */
export class QuestionDesk {
  readonly #momq: Pick<MoMQ, 'ask'>;
  readonly #metrics: ServerMetrics;
  readonly #maxConcurrent: number;
  readonly #turns: EarlierTurns;
  readonly #shown: (text: string) => string;
  #running = 0;

  constructor(momq: Pick<MoMQ, 'ask'>, { metrics, maxConcurrent, shown }: DeskOptions) {
    this.#momq = momq;
    this.#metrics = metrics;
    this.#maxConcurrent = maxConcurrent;
    this.#turns = new EarlierTurns(momq);
    this.#shown = shown;
  }

  /** @throws ServeError SERVE_OVERLOADED, and what `ask` throws */
  async answer({ served, signal, ...asked }: DeskQuestion): Promise<Answer> {
    return this.counted(signal, async () => {
      const { name } = served;
      try {
        const answer = await this.#ask({ served, signal, ...asked });
        this.#metrics.question(name, answer.status);
        return { ...answer, notes: answer.notes.map(this.#shown) };
      } catch (error) {
        this.#metrics.question(name, signal.aborted ? 'cancelled' : 'failed');
        throw error;
      }
    });
  }

  /** @throws ServeError SERVE_OVERLOADED while as much runs as may */
  requireRoom(): void {
    if (this.#running >= this.#maxConcurrent)
      throw new ServeError(
        'SERVE_OVERLOADED',
        `server: expected ${this.#maxConcurrent} questions at once at most, got one more. Ask again in a moment.`,
      );
  }

  /** Does work that counts as one of those that may run at once. @throws ServeError SERVE_OVERLOADED */
  async counted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    this.requireRoom();
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
    }
  }

  async #ask({ question, served, earlier, options, signal }: DeskQuestion): Promise<Answer> {
    const ask = async (history: readonly HistoryTurn[]): Promise<Answer> =>
      this.#momq.ask(question, served.database, { ...options, history, signal });
    const answer = await this.#turns.follow({ served, earlier, options, signal }, ask);
    this.#turns.remember(served, [...earlier, question], answer);
    return answer;
  }
}
