import { allowedTokens } from './allowed-tokens.js';
import type { Continuation, GenerationJob, RowOutput } from './generation-job.js';
import {
  emptyAnswer,
  extended,
  finishedAnswer,
  finishReason,
  type PartialAnswer,
} from './partial-answer.js';
import type { PreparedRequest } from './prepared-request.js';
import type { BeamStrategy, GeneratedAnswer } from './text-generator-types.js';
import { mostLikely } from './token-choice.js';

/** A way to go on with a beam. */
interface Extension {
  readonly parent: number;
  readonly token: number;
  readonly logProb: number;
  /** Of the whole answer. */
  readonly total: number;
}

/**
 * Beam search: of all continuations of all beams the best ones live on. It ends when no live beam can beat the worst of as many
 * finished answers as there are beams.
 */
export class BeamJob implements GenerationJob {
  readonly prompt: readonly number[];
  readonly dialect: string | null;
  readonly maxRows: number;
  readonly maxLength: number;
  readonly signal: AbortSignal | null;
  readonly #request: PreparedRequest;
  readonly #settle: (answers: readonly GeneratedAnswer[], error?: unknown) => void;
  readonly #beams: number;
  readonly #lengthPenalty: number;
  #live: readonly PartialAnswer[] = [emptyAnswer];
  #finished: GeneratedAnswer[] = [];

  constructor(
    request: PreparedRequest,
    strategy: BeamStrategy,
    settle: (answers: readonly GeneratedAnswer[], error?: unknown) => void,
  ) {
    const { prompt, dialect, maxNewTokens, signal } = request;
    this.#request = request;
    this.#settle = settle;
    this.#beams = strategy.beams ?? 4;
    this.#lengthPenalty = strategy.lengthPenalty ?? 1;
    this.prompt = prompt;
    this.dialect = dialect;
    this.maxRows = this.#beams;
    this.maxLength = prompt.length + maxNewTokens;
    this.signal = signal;
  }

  advance(rows: readonly RowOutput[]): readonly Continuation[] {
    const next: PartialAnswer[] = [];
    const going: Continuation[] = [];
    const traces = this.#request.trace ? rows.map((row) => row.trace()) : null;
    for (const { parent, token, logProb } of this.#extensions(rows)) {
      if (next.length === this.#beams) break;
      const answer = extended(
        this.#live[parent] as PartialAnswer,
        { token, logProb },
        traces?.[parent] ?? null,
      );
      const reason = finishReason(answer, this.#request);
      if (reason === null) {
        next.push(answer);
        going.push({ parent, token });
      } else {
        const score = this.#score(answer.logProb, answer.tokens.length);
        this.#finished.push(finishedAnswer(answer, this.#request, { score, reason }));
      }
    }
    this.#live = next;
    this.#finished = this.#finished.sort((a, b) => b.score - a.score).slice(0, this.#beams);
    return this.#decided() ? [] : going;
  }

  finish(error?: unknown): void {
    this.#settle(this.#finished.slice(0, this.#request.n), error);
  }

  /** The 2 · beams most likely continuations: even if half of them finish, the beam stays full. */
  #extensions(rows: readonly RowOutput[]): Extension[] {
    const { constraint, vocabularySize } = this.#request;
    const count = 2 * this.#beams;
    return rows
      .flatMap((row, parent) => {
        const { tokens, logProb: before } = this.#live[parent] as PartialAnswer;
        const allowed = allowedTokens(constraint, tokens, vocabularySize);
        return mostLikely(row, count, allowed).map(({ token, logProb }) => ({
          parent,
          token,
          logProb,
          total: before + logProb,
        }));
      })
      .sort((a, b) => b.total - a.total || a.parent - b.parent || a.token - b.token)
      .slice(0, count);
  }

  #score(logProb: number, length: number): number {
    return logProb / length ** this.#lengthPenalty;
  }

  /** Log-probabilities only fall, so a live beam scores at most what it would as it is, now or at full length. */
  #decided(): boolean {
    const worst = this.#finished[this.#beams - 1];
    if (worst === undefined) return this.#live.length === 0;
    return this.#live.every(({ logProb, tokens }) =>
      [tokens.length + 1, this.#request.maxNewTokens].every(
        (length) => this.#score(logProb, length) <= worst.score,
      ),
    );
  }
}
