import type {
  DatabaseSchema,
  GeneratedCandidate,
  Generation,
  GenerationRequest,
  QueryModel,
} from '@momq/core';
import type { Base, TextTokenizer } from '@momq/moe/bases';
import type { ContinuationScore, GeneratedAnswer, Strategy, TextGenerator } from '@momq/moe/text';
import { chatFormat, type ChatFormat } from './chat-format.js';
import { ConstrainedGeneration } from './constrained-generation.js';
import { baseChat, type BaseChat } from './conversation.js';
import { linkedSchema } from './linked-schema.js';
import { queryOfAnswer } from './query-of-answer.js';
import { queryPrompt } from './query-prompt.js';
import { sampledSchema } from './sampled-schema.js';
import { statedQuery } from './stated-query.js';

/** Queries less likely than the likeliest by more than this, e⁻⁶, are not worth their time: long ones that will not end, mostly. */
const MARGIN = 6;
/** Drawn are tokens of so many likeliest: the others are not put to the constraint. */
const DRAWN_FROM = 64;

/** What a text query model is made of. */
export interface TextQueryModelParts {
  readonly base: Base;
  readonly tokenizer: TextTokenizer;
  readonly generator: TextGenerator;
  /** Candidates when a question does not say how many. */
  readonly candidates: number;
  /** Longest query in tokens. */
  readonly maxQueryTokens: number;
  /** Longest prompt and query together, in tokens. */
  readonly contextLength: number;
  /** Tokens of what is told of a whole schema; of a longer one the part is told that a question is about. */
  readonly schemaTokens: number;
  /** Whether queries are kept to names of the schema while they are written. Default true. */
  readonly constrained?: boolean;
  /** Dialects that there are trained experts for. Default: there are no experts at all. */
  readonly groups?: readonly string[];
  /** Whether the base can answer without them. Default true. */
  readonly hasBareBase?: boolean;
  /** Tells the weights of its experts from others; default: unknown. */
  readonly weightsHash?: string;
  /** Whether the routers decide among all groups, of whatever dialect a question is. Default false. */
  readonly routed?: boolean;
  /** Whether several candidates vote by their rows. Default true. */
  readonly vote?: boolean;
  /** How often it is asked again when nothing runs. Default 1. */
  readonly repairs?: number;
  /** Temperature at which several candidates are drawn; default: none, they are beams. */
  readonly temperature?: number;
}

/** How likely a language model finds a query for a question. */
export type QueryScore = Pick<ContinuationScore, 'logProb' | 'meanLogProb' | 'logProbs'>;

/** A model that also says how likely it finds the queries of others. */
export interface ScoringModel extends QueryModel {
  /**
   * The scores of queries in their order; nothing is generated.
   *
   * @throws as {@link QueryModel.generate} of it
   */
  score(request: GenerationRequest, queries: readonly string[]): Promise<readonly QueryScore[]>;
  /** The bare base for conversations about anything; absent in models that only write queries. */
  readonly chat?: BaseChat;
}

/** A prompt as text. */
interface Rendered {
  readonly prefix: string;
  /** False where the schema was cut for the question. */
  readonly keepPrefixOnDisk: boolean;
  readonly prompt: string;
  readonly ending: string;
}

/** A language model as a {@link QueryModel}: prompt, decoding, reading the query out of the answer, one repair. */
export class TextQueryModel implements ScoringModel {
  readonly specificationVersion = 'v1';
  readonly repairs: number;
  readonly votes: boolean;
  readonly name: string;
  readonly version: string;
  readonly chat: BaseChat;
  readonly groups?: readonly string[];
  readonly weightsHash?: string;
  readonly #parts: TextQueryModelParts;
  readonly #format: ChatFormat;
  readonly #writing: ConstrainedGeneration;

  constructor(parts: TextQueryModelParts) {
    this.#parts = parts;
    this.#format = chatFormat(parts.tokenizer);
    this.#writing = new ConstrainedGeneration(parts);
    this.repairs = parts.repairs ?? 1;
    this.votes = parts.vote ?? true;
    this.name = parts.base.id;
    this.version = parts.base.revision ?? 'local';
    const { generator, tokenizer, hasBareBase: bare = true } = parts;
    this.chat = baseChat({ id: this.name, generator, tokenizer, format: this.#format, bare });
    if (parts.groups !== undefined) this.groups = parts.groups;
    if (parts.weightsHash !== undefined) this.weightsHash = parts.weightsHash;
  }

  async generate(request: GenerationRequest): Promise<Generation> {
    const { candidates, maxQueryTokens } = this.#parts;
    const { signal, onProgress, maxCandidates = candidates } = request;
    const strategy = this.#strategy(maxCandidates);
    const { ending, ...rendered } = this.#render(request);
    const writing = this.#writing.generate(request, {
      ...rendered,
      ...this.#dialect(request),
      maxNewTokens: maxQueryTokens,
      strategy,
      n: maxCandidates,
      stop: { sequences: [ending, ...this.#format.stops] },
      ...(signal !== undefined && { signal }),
      ...(onProgress !== undefined &&
        strategy.kind === 'greedy' && {
          onToken: ({ text }) => onProgress({ type: 'token', candidate: 0, text }),
        }),
    });
    const { answers } = await untilAborted(writing, signal);
    // Draws come in the order of their seeds.
    const best = wholeOnes(answers).toSorted((a, b) => b.score - a.score);
    return {
      candidates: best.flatMap((answer) => this.#candidate(answer, request)),
      notes: [
        this.#hasExperts(request)
          ? `How sure ${this.name} is with its experts for ${request.dialect.id} was never measured.`
          : `${this.name} has no experts for ${request.dialect.id}: the bare language model wrote this query, and how sure it is was never measured.`,
      ],
    };
  }

  async score(
    request: GenerationRequest,
    queries: readonly string[],
  ): Promise<readonly QueryScore[]> {
    if (queries.length === 0) return [];
    const { ending, ...rendered } = this.#render(request);
    const { signal } = request;
    const scoring = this.#parts.generator.score({
      ...rendered,
      ...this.#dialect(request),
      continuations: queries.map((query) => `${query}${ending}`),
      ...(signal !== undefined && { signal }),
    });
    const { scores } = await untilAborted(scoring, signal);
    return scores;
  }

  dispose(): Promise<void> {
    return this.#parts.generator.dispose();
  }

  #hasExperts({ dialect }: GenerationRequest): boolean {
    return this.groups?.includes(dialect.id) === true;
  }

  /** Which experts write; without a group of the dialect the routers decide, where there are any. */
  #dialect(request: GenerationRequest): { readonly dialect?: string } {
    const known = this.#hasExperts(request) && this.#parts.routed !== true;
    return known ? { dialect: request.dialect.id } : {};
  }

  #strategy(candidates: number): Strategy {
    const { temperature } = this.#parts;
    if (candidates === 1) return { kind: 'greedy' };
    return temperature === undefined
      ? { kind: 'beam', beams: candidates, lengthPenalty: 0, margin: MARGIN }
      : { kind: 'sampling', temperature, topK: DRAWN_FROM };
  }

  /** The prompt with the whole schema, or with the part that the question is about where that is too long. */
  #render(request: GenerationRequest): Rendered {
    const { schemaTokens, contextLength, maxQueryTokens } = this.#parts;
    const schema = sampledSchema(request.schema, (place) => request.link.values(place));
    const whole = this.#renderWith(request, schema);
    const room = contextLength - maxQueryTokens;
    const fits = ({ prefix, prompt }: Rendered): boolean => {
      const told = this.#count(prefix);
      return told <= schemaTokens && told + this.#count(prompt) <= room;
    };
    if (fits(whole)) return whole;
    const part = linkedSchema(schema, request.link.linked, (smaller) =>
      fits(this.#renderWith(request, smaller)),
    );
    // without a table that fits, the length is what is to be told
    if (part.entities.length === 0) return whole;
    return { ...this.#renderWith(request, part), keepPrefixOnDisk: false };
  }

  #renderWith(request: GenerationRequest, schema: DatabaseSchema): Rendered {
    const { prefix, messages, opening, ending } = queryPrompt(request, schema);
    const { render, reply } = this.#format;
    return {
      prefix: render(prefix),
      keepPrefixOnDisk: true,
      prompt: `${render(messages)}${reply}${opening}`,
      ending,
    };
  }

  #count(text: string): number {
    return this.#parts.tokenizer.encode(text).length;
  }

  #candidate(
    { text, tokens, logProb }: GeneratedAnswer,
    request: GenerationRequest,
  ): GeneratedCandidate[] {
    const query = queryOfAnswer(text ?? '');
    if (query === '') return [];
    const { tokenizer } = this.#parts;
    return [
      {
        ...statedQuery(query, request),
        logProb: Math.min(0, logProb),
        tokens: tokens.map((token) => tokenizer.decode([token], { skipSpecialTokens: false })),
      },
    ];
  }
}

/** The answers that were not cut off, where there are any. */
function wholeOnes(answers: readonly GeneratedAnswer[]): readonly GeneratedAnswer[] {
  const whole = answers.filter(({ finishReason }) => finishReason !== 'length');
  return whole.length > 0 ? whole : answers;
}

/** @throws the signal's reason where the work ended by it, else what the work throws */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await work;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
