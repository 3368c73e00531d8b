import { seededRandom, seedFor } from '../../numerics/random.js';
import { allowedNext, nothingAllowed } from './allowed-next.js';
import { answerText } from './answer-text.js';
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
import type { GeneratedAnswer, LayerTrace } from './text-generator-types.js';
import { drawToken, likeliestToken, type ScoredToken } from './draw-token.js';

/** One answer in the making. */
interface Sequence {
  readonly number: number;
  readonly random: () => number;
  answer: PartialAnswer;
}

/** Greedy decoding and sampling: rows that grow one by one, independent of each other. */
export class SequenceJob implements GenerationJob {
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
  readonly #answers: GeneratedAnswer[] = [];
  #live: Sequence[];
  #started = false;
  /** Characters of the first answer that `onToken` has told. */
  #told = 0;

  constructor(
    request: PreparedRequest,
    settle: (answers: readonly GeneratedAnswer[], error?: unknown) => void,
  ) {
    const {
      prefix,
      keepPrefixOnDisk,
      prompt,
      dialect,
      n,
      maxNewTokens,
      signal,
      strategy,
      onPrefix,
    } = request;
    const seed = strategy.kind === 'sampling' ? (strategy.seed ?? 0) : 0;
    this.prefix = prefix;
    this.keepPrefixOnDisk = keepPrefixOnDisk;
    this.prompt = prompt;
    this.dialect = dialect;
    this.maxRows = n;
    this.maxLength = prompt.length + maxNewTokens;
    this.signal = signal;
    this.onPrefix = onPrefix;
    this.#request = request;
    this.#settle = settle;
    this.#live = Array.from({ length: n }, (_, number) => ({
      number,
      random: seededRandom(seedFor(`answer ${number}`, seed)),
      answer: emptyAnswer(request),
    }));
  }

  advance(rows: readonly RowOutput[]): readonly Continuation[] {
    const going: { sequence: Sequence; parent: number; token: number }[] = [];
    this.#live.forEach((sequence, i) => {
      const parent = this.#started ? i : 0; // all answers begin where the prompt ends
      const output = rows[parent] as RowOutput;
      const chosen = this.#choose(sequence, output);
      const trace = this.#request.trace ? output.trace() : null;
      sequence.answer = extended(sequence.answer, chosen, { request: this.#request, trace });
      const reason = finishReason(sequence.answer, this.#request);
      if (sequence.number === 0)
        this.#tell(sequence.answer, { chosen, trace, ends: reason !== null });
      if (reason === null) going.push({ sequence, parent, token: chosen.token });
      else
        this.#answers[sequence.number] = finishedAnswer(sequence.answer, this.#request, {
          score: sequence.answer.logProb,
          reason,
        });
    });
    this.#started = true;
    this.#live = going.map(({ sequence }) => sequence);
    return going.map(({ parent, token }) => ({ parent, token }));
  }

  finish(error?: unknown): void {
    this.#settle(this.#answers, error);
  }

  #choose({ answer, random }: Sequence, output: RowOutput): ScoredToken {
    const { strategy } = this.#request;
    const allowed = allowedNext(this.#request, answer);
    const chosen =
      strategy.kind === 'sampling'
        ? drawToken(output, strategy, { allowed, random: random() })
        : likeliestToken(output, allowed);
    if (chosen === undefined) throw nothingAllowed(answer.length);
    return chosen;
  }

  /** Streams the token with the text that became certain. */
  #tell(
    answer: PartialAnswer,
    {
      chosen,
      trace,
      ends,
    }: {
      readonly chosen: ScoredToken;
      readonly trace: readonly LayerTrace[] | null;
      readonly ends: boolean;
    },
  ): void {
    const { onToken, tokenizer, stopTokens, stopSequences } = this.#request;
    if (onToken === undefined) return;
    let text = '';
    if (tokenizer !== null) {
      const spoken = stopTokens.has(chosen.token) ? answer.tokens.slice(0, -1) : answer.tokens;
      const read = answerText(tokenizer, spoken, stopSequences);
      const until = ends ? read.text.length : Math.max(this.#told, read.certain);
      text = read.text.slice(this.#told, until);
      this.#told = until;
    }
    onToken({ ...chosen, text, ...(trace !== null && { trace }) });
  }
}
