import { createHash } from 'node:crypto';
import { historyTurn, NoQueryError } from '@momq/core';
import type { Answer, AskOptions, HistoryTurn, MoMQ } from '@momq/core';
import type { ServedDatabase } from '../served-databases.js';

/** Earlier questions that a question may follow up on. */
const maxEarlier = 8;
/** Turns that are kept; the one that was used longest ago goes first. */
const maxKept = 2000;

/** A conversation so far. */
export interface Conversation {
  readonly served: ServedDatabase;
  readonly earlier: readonly string[];
  readonly options: AskOptions;
  readonly signal: AbortSignal;
}

/**
 * What was answered to the earlier questions of a conversation. Clients send the questions alone, so that nobody can make a
 * query refine what was never answered; a turn that is no longer known is found by asking its question again.
 */
export class EarlierTurns {
  readonly #momq: Pick<MoMQ, 'ask'>;
  readonly #kept = new Map<string, HistoryTurn | null>();

  constructor(momq: Pick<MoMQ, 'ask'>) {
    this.#momq = momq;
  }

  /** Answers a question after the earlier ones; once more from the beginning when the schema has changed meanwhile. */
  async follow<T>(
    conversation: Conversation,
    ask: (history: readonly HistoryTurn[]) => Promise<T>,
  ): Promise<T> {
    try {
      return await ask(await this.#turns(conversation));
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'HISTORY_MISMATCH') throw error;
      this.#forget(conversation.served);
      return ask(await this.#turns(conversation));
    }
  }

  /** Keeps what was answered to the last of the questions. */
  remember(served: ServedDatabase, questions: readonly string[], answer: Answer | null): void {
    const key = keyOf(served, questions);
    this.#kept.delete(key);
    this.#kept.set(key, answer === null ? null : historyTurn(answer));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= maxKept) break;
      this.#kept.delete(oldest);
    }
  }

  async #turns({ served, earlier, options, signal }: Conversation): Promise<HistoryTurn[]> {
    const turns: HistoryTurn[] = [];
    for (
      let count = Math.max(1, earlier.length - maxEarlier + 1);
      count <= earlier.length;
      count++
    ) {
      const questions = earlier.slice(0, count);
      const key = keyOf(served, questions);
      let turn = this.#kept.get(key);
      if (turn === undefined) {
        const answer = await this.#again(questions.at(-1)!, served, {
          ...options,
          maxRows: 1,
          history: turns,
          signal,
        });
        this.remember(served, questions, answer);
        turn = this.#kept.get(key) ?? null;
      } else {
        this.#kept.delete(key); // used last
        this.#kept.set(key, turn);
      }
      if (turn !== null) turns.push(turn);
    }
    return turns;
  }

  /** Null for a question that has no answer: the conversation goes on without it. */
  async #again(
    question: string,
    { database }: ServedDatabase,
    { onProgress: _, ...options }: AskOptions,
  ): Promise<Answer | null> {
    try {
      return await this.#momq.ask(question, database, options);
    } catch (error) {
      if (error instanceof NoQueryError || isAboutQuestion(error)) return null;
      throw error;
    }
  }

  #forget({ name }: ServedDatabase): void {
    for (const key of this.#kept.keys())
      if (key.startsWith(`${JSON.stringify(name)},`)) this.#kept.delete(key);
  }
}

/** Codes of a question that was not answered when it was asked, either. */
function isAboutQuestion(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code);
  return /^QUE(RY|STION)_|^NANO_QUESTION|^MOE_PROMPT|^FEATURE_/.test(code);
}

/** Short, as clients choose how long their questions are. */
function keyOf({ name }: ServedDatabase, questions: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(questions)).digest('base64');
  return `${JSON.stringify(name)},${digest}`;
}
