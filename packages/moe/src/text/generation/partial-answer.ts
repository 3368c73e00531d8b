import { answerText } from './answer-text.js';
import type { PreparedRequest } from './prepared-request.js';
import type { FinishReason, GeneratedAnswer, LayerTrace } from './text-generator-types.js';
import type { Hypothesis } from '../../generation/beam-search.js';
import type { ScoredToken } from './draw-token.js';

/** What has been generated of one answer; a value, which `extended` does not change. */
export interface PartialAnswer extends Hypothesis {
  readonly tokens: readonly number[];
  /** Where it stands for the request's constraint; undefined without one. */
  readonly state: unknown;
  readonly logProbs: readonly number[];
  readonly trace: readonly (readonly LayerTrace[])[];
}

/** An answer before its first token. */
export function emptyAnswer({ constraint }: PreparedRequest): PartialAnswer {
  const state = constraint?.start();
  return { tokens: [], length: 0, state, logProb: 0, logProbs: [], trace: [] };
}

/** The answer with one more token. */
export function extended(
  answer: PartialAnswer,
  { token, logProb }: ScoredToken,
  {
    request,
    trace,
  }: { readonly request: PreparedRequest; readonly trace: readonly LayerTrace[] | null },
): PartialAnswer {
  const { constraint, stopTokens } = request;
  const goesOn = constraint !== undefined && !stopTokens.has(token);
  return {
    tokens: [...answer.tokens, token],
    length: answer.length + 1,
    state: goesOn ? constraint.next(answer.state, token) : answer.state,
    logProb: answer.logProb + logProb,
    logProbs: [...answer.logProbs, logProb],
    trace: trace === null ? answer.trace : [...answer.trace, trace],
  };
}

/** Why the answer is complete, or null while it is not. */
export function finishReason(answer: PartialAnswer, request: PreparedRequest): FinishReason | null {
  const { stopTokens, stopSequences, tokenizer, maxNewTokens } = request;
  if (stopTokens.has(answer.tokens.at(-1) as number)) return 'stop-token';
  if (stopSequences.length > 0 && tokenizer !== null) {
    if (answerText(tokenizer, answer.tokens, stopSequences).stopped) return 'stop-sequence';
  }
  return answer.tokens.length >= maxNewTokens ? 'length' : null;
}

/** The answer as the request gets it. */
export function finishedAnswer(
  answer: PartialAnswer,
  request: PreparedRequest,
  { score, reason }: { readonly score: number; readonly reason: FinishReason },
): GeneratedAnswer {
  const { tokens, logProb, logProbs, trace } = answer;
  const { tokenizer, stopTokens, stopSequences } = request;
  const spoken = stopTokens.has(tokens.at(-1) as number) ? tokens.slice(0, -1) : tokens;
  const text = tokenizer === null ? null : answerText(tokenizer, spoken, stopSequences).text;
  const finished = { tokens, text, logProb, logProbs, score, finishReason: reason };
  return request.trace ? { ...finished, trace } : finished;
}
