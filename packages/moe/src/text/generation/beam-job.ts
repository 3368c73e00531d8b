import { BeamSearch } from '../../generation/beam-search.js';
import { likeliestFew } from '../../generation/token-choice.js';
import { allowedNext, nothingAllowed } from './allowed-next.js';
import type { ActingGroup } from './expert-lanes.js';
import type { Continuation, GenerationJob, RowOutput } from './generation-job.js';
import {
  emptyAnswer,
  extended,
  finishedAnswer,
  finishReason,
  type PartialAnswer,
} from './partial-answer.js';
import type { PreparedRequest } from './prepared-request.js';
import type { BeamStrategy, FinishReason, GeneratedAnswer } from './text-generator-types.js';

/** Beam search over rows of the batch. */
export class BeamJob implements GenerationJob {
  readonly kind = 'generation';
  readonly prefix: readonly number[];
  readonly keepPrefixOnDisk: boolean;
  readonly prompt: readonly number[];
  readonly dialect: ActingGroup;
  readonly maxRows: number;
  readonly maxLength: number;
  readonly signal: AbortSignal | null;
  readonly onPrefix: GenerationJob['onPrefix'];
  readonly #request: PreparedRequest;
  readonly #settle: (answers: readonly GeneratedAnswer[], error?: unknown) => void;
  readonly #search: BeamSearch<PartialAnswer>;

  constructor(
    request: PreparedRequest,
    { beams = 4, lengthPenalty = 1, margin }: BeamStrategy,
    settle: (answers: readonly GeneratedAnswer[], error?: unknown) => void,
  ) {
    const { prefix, keepPrefixOnDisk, prompt, dialect, maxNewTokens, signal, onPrefix } = request;
    this.#request = request;
    this.#settle = settle;
    this.#search = new BeamSearch(emptyAnswer(request), {
      beams,
      lengthPenalty,
      maxLength: maxNewTokens,
      ...(margin !== undefined && { margin }),
    });
    this.prefix = prefix;
    this.keepPrefixOnDisk = keepPrefixOnDisk;
    this.prompt = prompt;
    this.dialect = dialect;
    this.maxRows = beams;
    this.maxLength = prompt.length + maxNewTokens;
    this.signal = signal;
    this.onPrefix = onPrefix;
  }

  advance(rows: readonly RowOutput[]): readonly Continuation[] {
    const request = this.#request;
    const traces = request.trace ? rows.map((row) => row.trace()) : null;
    const position = this.#search.live[0]?.length ?? 0;
    const ownLogProb = (row: number, token: number): number => {
      const { logits, logSumExp } = rows[row] as RowOutput;
      return (logits[token] as number) - logSumExp;
    };
    const going = this.#search.advance({
      extensions: (answer, row, count) =>
        likeliestFew((rows[row] as RowOutput).logits, count, allowedNext(request, answer)).map(
          ({ token }) => ({ token, logProb: answer.logProb + ownLogProb(row, token) }),
        ),
      extend: (answer, row, { token }) =>
        extended(
          answer,
          { token, logProb: ownLogProb(row, token) },
          { request, trace: traces?.[row] ?? null },
        ),
      isComplete: (answer) => finishReason(answer, request) !== null,
    });
    if (going.length === 0 && this.#search.finished.length === 0) throw nothingAllowed(position);
    return going.map(({ hypothesis, parent }) => ({
      parent,
      token: hypothesis.tokens.at(-1) as number,
    }));
  }

  finish(error?: unknown): void {
    const best = this.#search.finished.slice(0, this.#request.n);
    const answers = best.map(({ hypothesis, score }) => {
      const reason = finishReason(hypothesis, this.#request) as FinishReason;
      return finishedAnswer(hypothesis, this.#request, { score, reason });
    });
    this.#settle(answers, error);
  }
}
