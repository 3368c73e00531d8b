import { MoeError } from '../../errors.js';
import type { TokenConstraint } from '../../generation/token-constraint.js';
import type { TextTokenizer } from '../../tokenizer/text-tokenizer.js';
import {
  bad,
  preparePrompt,
  type PreparedPrompt,
  requireToken,
  type RequestContext,
} from './prepared-prompt.js';
import type { GenerateRequest, Strategy, TokenEvent } from './text-generator-types.js';

/** A request with every default filled in and checked. */
export interface PreparedRequest extends PreparedPrompt {
  readonly maxNewTokens: number;
  readonly strategy: Strategy;
  readonly n: number;
  readonly stopTokens: ReadonlySet<number>;
  readonly stopSequences: readonly string[];
  readonly constraint: TokenConstraint | undefined;
  readonly trace: boolean;
  readonly onToken: ((event: TokenEvent) => void) | undefined;
  readonly tokenizer: TextTokenizer | null;
  readonly vocabularySize: number;
}

/** Fills in and checks a request. @throws MoeError `MOE_BAD_INPUT`, `MOE_PROMPT_TOO_LONG`, `MOE_UNKNOWN_GROUP` */
export function prepareRequest(request: GenerateRequest, context: RequestContext): PreparedRequest {
  const { vocabularySize, contextLength, tokenizer } = context;
  const prompt = preparePrompt(request, context);
  const promptLength = prompt.prefix.length + prompt.prompt.length;
  const room = contextLength - promptLength;
  if (room < 1)
    throw new MoeError(
      'MOE_PROMPT_TOO_LONG',
      `expected a prompt of at most ${contextLength - 1} tokens, which leaves room for one more, got ${promptLength}; shorten it, or create the generator with a longer contextLength`,
    );
  const maxNewTokens = request.maxNewTokens ?? room;
  requireCount('maxNewTokens', maxNewTokens, 'name at least one token');
  if (maxNewTokens > room)
    throw new MoeError(
      'MOE_PROMPT_TOO_LONG',
      `expected prompt and answer of at most ${contextLength} tokens together, got ${promptLength} + ${maxNewTokens}; shorten the prompt, or ask for at most ${room} new tokens`,
    );
  const strategy = request.strategy ?? { kind: 'greedy' };
  const n = request.n ?? 1;
  checkStrategy(strategy, n, context.maxBatch);
  if (strategy.kind === 'beam' && request.onToken !== undefined)
    throw bad(
      'onToken with greedy or sampling',
      'beam search',
      'its tokens are known only at the end',
    );
  const { tokens: stopTokens = context.endTokens, sequences = [] } = request.stop ?? {};
  for (const token of stopTokens) requireToken('stop.tokens', token, vocabularySize);
  if (sequences.includes(''))
    throw bad('stop sequences of at least one character', '""', 'leave it out');
  if (sequences.length > 0 && tokenizer === null)
    throw bad(
      'a tokenizer for stop sequences',
      'a model without one',
      'give the model a tokenizer, or stop by tokens',
    );
  return {
    ...prompt,
    maxNewTokens,
    strategy,
    n,
    stopTokens: new Set(stopTokens),
    stopSequences: sequences,
    constraint: request.constraint,
    trace: request.trace ?? false,
    onToken: request.onToken,
    tokenizer,
    vocabularySize,
  };
}

function checkStrategy(strategy: Strategy, n: number, maxBatch: number): void {
  requireCount('n', n, 'ask for at least one answer');
  let rows = n;
  switch (strategy.kind) {
    case 'greedy':
      if (n > 1)
        throw bad(
          'n = 1 with greedy decoding',
          `${n}`,
          'use beams or sampling for several answers',
        );
      break;
    case 'sampling': {
      const { temperature = 1, topK, topP = 1, seed = 0 } = strategy;
      if (!(temperature > 0 && temperature < Infinity))
        throw bad(
          'a temperature above 0',
          `${temperature}`,
          "use strategy 'greedy' for the most likely token",
        );
      if (topK !== undefined) requireCount('topK', topK, 'leave it out to draw from all tokens');
      if (!(topP > 0 && topP <= 1))
        throw bad('topP above 0 and at most 1', `${topP}`, 'leave it out to draw from all tokens');
      if (!Number.isSafeInteger(seed))
        throw bad('an integer seed', `${seed}`, 'leave it out for 0');
      break;
    }
    case 'beam': {
      const { beams = 4, lengthPenalty = 1, margin = Infinity } = strategy;
      requireCount('beams', beams, 'use at least one');
      if (!Number.isFinite(lengthPenalty))
        throw bad('a finite lengthPenalty', `${lengthPenalty}`, 'leave it out for 1');
      if (!(margin > 0)) throw bad('a margin above 0', `${margin}`, 'leave it out for none');
      if (n > beams) throw bad(`n of at most ${beams}, the beams`, `${n}`, 'use more beams');
      rows = beams;
      break;
    }
    default: {
      const { kind } = strategy as { readonly kind: unknown };
      throw bad("strategy kind 'greedy', 'sampling' or 'beam'", String(kind), 'use one of them');
    }
  }
  if (rows > maxBatch)
    throw bad(
      `at most ${maxBatch} answers or beams, the generator's maxBatch`,
      `${rows}`,
      'create the generator with a larger one',
    );
}

function requireCount(name: string, value: number, remedy: string): void {
  if (!Number.isInteger(value) || value < 1)
    throw bad(`${name} as an integer of at least 1`, `${value}`, remedy);
}
