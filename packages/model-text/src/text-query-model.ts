import type { GeneratedCandidate, Generation, GenerationRequest, QueryModel } from '@momq/core';
import type { Base, TextTokenizer } from '@momq/moe/bases';
import type { GeneratedAnswer, Strategy, TextGenerator } from '@momq/moe/text';
import { chatFormat } from './chat-format.js';
import { queryOfAnswer } from './query-of-answer.js';
import { queryPrompt } from './query-prompt.js';

/** What a text query model is made of. */
export interface TextQueryModelParts {
  readonly base: Base;
  readonly tokenizer: TextTokenizer;
  readonly generator: TextGenerator;
  /** Candidates when a question does not say how many. */
  readonly candidates: number;
  /** Longest query in tokens. */
  readonly maxQueryTokens: number;
}

/** A language model as a {@link QueryModel}: prompt, decoding, reading the query out of the answer, one repair. */
export class TextQueryModel implements QueryModel {
  readonly specificationVersion = 'v1';
  readonly repairs = true;
  readonly name: string;
  readonly version: string;
  readonly #parts: TextQueryModelParts;

  constructor(parts: TextQueryModelParts) {
    this.#parts = parts;
    this.name = parts.base.id;
    this.version = parts.base.revision ?? 'local';
  }

  async generate(request: GenerationRequest): Promise<Generation> {
    const { generator, tokenizer, candidates, maxQueryTokens } = this.#parts;
    const format = chatFormat(tokenizer);
    const { signal, onProgress, maxCandidates = candidates } = request;
    const strategy: Strategy =
      maxCandidates === 1 ? { kind: 'greedy' } : { kind: 'beam', beams: maxCandidates };
    const { answers } = await generator.generate({
      prompt: format.render(queryPrompt(request)),
      maxNewTokens: maxQueryTokens,
      strategy,
      n: maxCandidates,
      stop: { sequences: format.stops },
      ...(signal !== undefined && { signal }),
      ...(onProgress !== undefined &&
        strategy.kind === 'greedy' && {
          onToken: ({ text }) => onProgress({ type: 'token', candidate: 0, text }),
        }),
    });
    return {
      candidates: answers.flatMap((answer) => this.#candidate(answer)),
      notes: [
        `${this.name} has no experts for ${request.dialect.id}: the bare language model wrote this query, and how sure it is was never measured.`,
      ],
    };
  }

  dispose(): Promise<void> {
    return this.#parts.generator.dispose();
  }

  #candidate({ text, tokens, logProb }: GeneratedAnswer): GeneratedCandidate[] {
    const query = queryOfAnswer(text ?? '');
    if (query === '') return [];
    const { tokenizer } = this.#parts;
    return [
      {
        query,
        logProb: Math.min(0, logProb),
        tokens: tokens.map((token) => tokenizer.decode([token], { skipSpecialTokens: false })),
      },
    ];
  }
}
