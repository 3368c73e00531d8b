import { MoMQError } from '@momq/core';
import type { Generation, GenerationRequest, QueryModel } from '@momq/core';
import { createQueryGrammar, parseTokens, requireLanguage } from '@momq/core/logical';
import type { QueryItem, QueryToken } from '@momq/core/logical';
import type { SentenceEncoder } from '@momq/model-minilm';
import { createPointerGenerator } from '@momq/moe/pointer';
import type { PointerCheckpoint } from '@momq/moe';
import type { BeamCandidate, PointerGenerator, RoutingShares } from '@momq/moe/pointer';
import { comparesOnlyRelatedKeys } from './comparable-keys.js';
import { orderedRanges } from './ordered-ranges.js';
import { outputRelations } from './prefix/output-relations.js';
import { candidateFeatures, featuresOf } from './ranking/candidate-features.js';
import { rankedLogProbs } from './ranking/rank-candidates.js';
import type { RankingWeights } from './ranking/rank-candidates.js';
import { QuestionReader } from './question-reader.js';
import { anyDialect, startWord } from './vocabulary.js';

/** How a nano model decodes. */
export interface NanoModelOptions {
  /** Beams; also the most candidates of a question. Default 6. */
  readonly beamSize?: number;
  /** Exponent of the length in a candidate's score; 0 scores by probability alone. Default 0. */
  readonly lengthPenalty?: number;
}

const defaultBeamSize = 6;

/** A decoded query with the numbers that rank it, in the order of `candidateFeatures`. */
export interface Proposal {
  readonly query: string;
  readonly tokens: readonly string[];
  readonly features: readonly number[];
}

/** The embedded model as a {@link QueryModel}: pointer decoder, sentence encoder and query grammar joined. */
export class NanoModel implements QueryModel {
  readonly name = 'nano';
  readonly groups: readonly string[];
  readonly #vocabulary: readonly string[];
  readonly #generator: PointerGenerator;
  readonly #reader: QuestionReader;
  readonly #encoder: SentenceEncoder;
  readonly #options: NanoModelOptions;
  readonly #ranking: RankingWeights;

  /** Takes over `encoder` and disposes it. */
  constructor(
    checkpoint: PointerCheckpoint,
    encoder: SentenceEncoder,
    options: NanoModelOptions = {},
  ) {
    this.groups = (checkpoint.config.mixture?.groups ?? []).map((group) => group.name);
    this.#vocabulary = checkpoint.vocabulary;
    // every request names its dialect, and another installed group shall not change its answer by a bit
    this.#generator = createPointerGenerator(
      { config: checkpoint.config, parameters: checkpoint.parameters },
      { routing: 'known' },
    );
    this.#reader = new QuestionReader(encoder);
    this.#encoder = encoder;
    this.#options = options;
    this.#ranking = rankingOf(checkpoint);
  }

  async generate(request: GenerationRequest): Promise<Generation> {
    const { proposals, routing } = await this.propose(request);
    const logProbs = rankedLogProbs(
      proposals.map(({ features }) => features),
      this.#ranking,
    );
    const candidates = proposals
      .map(({ query, tokens }, index) => ({ query, tokens, logProb: logProbs[index]! }))
      .sort((a, b) => b.logProb - a.logProb);
    return { candidates, routing, notes: [] };
  }

  /** The decoded candidates in the order of their probability, with the features that rank them. */
  async propose(
    request: GenerationRequest,
  ): Promise<{ proposals: Proposal[]; routing: RoutingShares }> {
    const { question, database } = request;
    const dialect = requireLanguage(request.dialect);
    const { prefix, schema } = await this.#reader.read(question, request.schema, database);
    const { linked } = prefix;
    const { items } = linked;
    const { words } = dialect.language;
    const vocabulary = this.#vocabulary;
    const start = vocabulary.includes(startWord(dialect.id)) ? startWord(dialect.id) : anyDialect;
    const found = await this.#generator.beamSearch({
      prefix,
      relations: outputRelations(prefix, vocabulary.length),
      constraint: createQueryGrammar({
        items,
        schema,
        vocabulary,
        words,
        codeCount: vocabulary.length + prefix.prefixLength,
      }),
      startToken: vocabulary.indexOf(start),
      groups: this.groups.includes(dialect.id) ? [dialect.id] : [],
      beamSize: Math.min(
        request.maxCandidates ?? defaultBeamSize,
        this.#options.beamSize ?? defaultBeamSize,
      ),
      lengthPenalty: this.#options.lengthPenalty ?? 0,
    });
    const unrelated: Proposal[] = [];
    const related = found.flatMap((candidate): Proposal[] => {
      const tokens = this.#tokens(candidate);
      try {
        const logical = orderedRanges(parseTokens(tokens, items, schema, words));
        const proposal = {
          query: dialect.language.render(logical, schema),
          tokens: tokens.map((token) => spell(token, items)),
          features: featuresOf(tokens, candidate.logProb, linked),
        };
        if (comparesOnlyRelatedKeys(logical, schema)) return [proposal];
        unrelated.push(proposal);
        return [];
      } catch (error) {
        // The grammar is wider than some dialects: a candidate that cannot be written in this one is no candidate.
        if (MoMQError.isInstance(error) && error.code === 'FEATURE_UNSUPPORTED') return [];
        throw error;
      }
    });
    // A query that compares unrelated keys is better than none: the schema may lack the link.
    const proposals = related.length > 0 ? related : unrelated;
    return { proposals: distinctQueries(proposals), routing: found[0]?.routing ?? {} };
  }

  async dispose(): Promise<void> {
    await this.#generator.dispose();
    await this.#encoder.dispose();
  }

  #tokens({ codes }: BeamCandidate): QueryToken[] {
    const size = this.#vocabulary.length;
    return codes.map((code) =>
      code < size
        ? { kind: 'word', word: this.#vocabulary[code]! }
        : { kind: 'item', index: code - size },
    );
  }
}

/** Weights that the checkpoint brings; without any that fit these features the decoder's own probability ranks. */
function rankingOf({ metadata }: PointerCheckpoint): RankingWeights {
  const { ranking } = metadata as { ranking?: { weights?: unknown } };
  const weights = ranking?.weights;
  const fits = Array.isArray(weights) && weights.length === candidateFeatures.length;
  return fits && weights.every((weight) => typeof weight === 'number')
    ? weights
    : candidateFeatures.map((_, index) => (index === 0 ? 1 : 0));
}

function spell(token: QueryToken, items: readonly QueryItem[]): string {
  if (token.kind === 'word') return token.word;
  const item = items[token.index]!;
  switch (item.kind) {
    case 'entity':
      return item.entity;
    case 'field':
      return `${item.entity}.${item.field}`;
    case 'link':
      return item.link;
    case 'value':
      return JSON.stringify(item.value);
  }
}

function distinctQueries<T extends { readonly query: string }>(candidates: readonly T[]): T[] {
  const seen = new Set<string>();
  return candidates.filter(({ query }) => !seen.has(query) && seen.add(query));
}
