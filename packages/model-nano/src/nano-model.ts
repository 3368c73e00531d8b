import type { DialectPack, LogicalQuery } from '@momq/dialect';
import type {
  Generation,
  GenerationRequest,
  NearestName,
  QueryModel,
  QuestionNeed,
} from '@momq/core';
import type { Calibration } from '@momq/core/confidence';
import { spokenLink } from '@momq/core/linking';
import type { LinkedQuestion } from '@momq/core/linking';
import type { SentenceEncoder } from '@momq/model-minilm';
import type { PointerCheckpoint } from '@momq/moe';
import type { RoutingShares } from '@momq/moe/pointer';
import { decodeQueries } from './decode-queries.js';
import type { DecodedQuery } from './decode-queries.js';
import { nanoName, NanoGroups } from './nano-groups.js';
import { withAllSpellings } from './value-spellings.js';
import { QuestionReader } from './question-reader.js';
import { candidateFeatures, featuresOf } from './ranking/candidate-features.js';
import { rankedLogProbs } from './ranking/rank-candidates.js';
import type { RankingWeights } from './ranking/rank-candidates.js';

/** How a nano model decodes. */
export interface NanoModelOptions {
  /** Most beams, and so most candidates of a question. One that asks for no number has 6, or fewer where this is lower. Default 6. */
  readonly beamSize?: number;
  /** Exponent of the length in a candidate's score; 0 scores by probability alone. Default 0. */
  readonly lengthPenalty?: number;
}

/** Beams of a question that asks for no number of candidates. */
export const defaultBeamSize = 6;

const outdated =
  'No confidence is claimed: the calibration beside the weights was fitted on other weights. Make one with momq calibrate.';

/** A decoded query with the numbers that rank it, in the order of `candidateFeatures`. */
export interface Proposal {
  readonly query: string;
  readonly tokens: readonly string[];
  readonly logical: LogicalQuery;
  readonly features: readonly number[];
}

/** The embedded model as a {@link QueryModel}: pointer decoder, sentence encoder and query grammar joined. */
export class NanoModel implements QueryModel {
  readonly specificationVersion = 'v1';
  readonly name = nanoName;
  readonly version: string;
  readonly weightsHash?: string;
  readonly calibration?: Calibration;
  /** What the logical form has no function for. */
  readonly lacks: readonly QuestionNeed[] = ['distribution', 'correlation'];
  readonly #vocabulary: readonly string[];
  readonly #groups: NanoGroups;
  readonly #reader: QuestionReader;
  readonly #encoder: SentenceEncoder;
  readonly #options: NanoModelOptions;
  readonly #ranking: RankingWeights;
  /** The calibration beside the weights is of other weights. */
  readonly #isOutdated: boolean;

  /** Takes over `encoder` and disposes it. */
  constructor(
    checkpoint: PointerCheckpoint,
    encoder: SentenceEncoder,
    options: NanoModelOptions & {
      /** Version of the weights, for reports. Default `unversioned`. */
      readonly version?: string;
      readonly weightsHash?: string;
      /**
       * Of these weights at the default beam size and length penalty. One that names other weights is not used, which every answer's
       * notes say.
       */
      readonly calibration?: Calibration;
    } = {},
  ) {
    this.version = options.version ?? 'unversioned';
    const { calibration, weightsHash } = options;
    if (weightsHash !== undefined) this.weightsHash = weightsHash;
    const fittedOn = calibration?.provenance.weights;
    this.#isOutdated =
      fittedOn !== undefined && weightsHash !== undefined && fittedOn !== weightsHash;
    if (calibration !== undefined && !this.#isOutdated) this.calibration = calibration;
    this.#vocabulary = checkpoint.vocabulary;
    this.#groups = new NanoGroups(checkpoint);
    this.#reader = new QuestionReader(encoder);
    this.#encoder = encoder;
    this.#options = options;
    this.#ranking = rankingOf(checkpoint);
  }

  /** Dialects that have a group of their own. */
  get groups(): readonly string[] {
    return this.#groups.names;
  }

  async installGroups(packs: readonly DialectPack[]): Promise<Readonly<Record<string, string>>> {
    return this.#groups.install(packs);
  }

  async generate(request: GenerationRequest): Promise<Generation> {
    const { proposals, routing, nearest } = await this.propose(request);
    const logProbs = rankedLogProbs(
      proposals.map(({ features }) => features),
      this.#ranking,
    );
    const candidates = proposals
      .map(({ query, tokens, logical, features }, index) => ({
        query,
        tokens,
        logical,
        logProb: logProbs[index]!,
        sequenceLogProb: features[0]!,
      }))
      .sort((a, b) => b.logProb - a.logProb);
    const notes = this.#isOutdated ? { notes: [outdated] } : {};
    return { candidates, routing, nearest, ...notes };
  }

  /** The decoded candidates in the order of their probability, with the features that rank them. */
  async propose(
    request: GenerationRequest,
  ): Promise<{ proposals: Proposal[]; routing: RoutingShares; nearest: readonly NearestName[] }> {
    const { dialect: pack, signal } = request;
    const spoken = spokenLink(request.link);
    const { link, ownName } = spoken ?? { link: request.link, ownName: (name: string) => name };
    const { prefix, schema, nearest } = await this.#reader.read(link);
    const { linked } = prefix;
    const { question, words, candidates } = link.linked;
    signal?.throwIfAborted();
    const { queries, routing } = await decodeQueries({
      ...this.#groups.of(pack.id),
      vocabulary: this.#vocabulary,
      pack,
      prefix,
      schema,
      whole: link.whole,
      beamSize: Math.min(
        request.maxCandidates ?? defaultBeamSize,
        this.#options.beamSize ?? defaultBeamSize,
      ),
      lengthPenalty: this.#options.lengthPenalty ?? 0,
      asked: { question, words, candidates, schema, values: (place) => link.values(place) },
      rewrite: (query) =>
        withAllSpellings(link.writeOut(query), (text, field) =>
          request.link.spellings(text, field),
        ),
      ...(signal !== undefined && { signal }),
    });
    const proposals = withDefined(meaningful(queries), linked).map(
      ({ text, tokens, spelled, logical, logProb }) => ({
        query: text,
        tokens: spelled.map((word, place) =>
          tokens[place]?.kind === 'item' ? ownName(word) : word,
        ),
        logical,
        features: featuresOf(tokens, logProb, linked),
      }),
    );
    return {
      proposals: distinctQueries(proposals),
      routing,
      nearest: nearest.map((each) => ({ ...each, name: ownName(each.name) })),
    };
  }

  async dispose(): Promise<void> {
    await this.#groups.dispose();
    await this.#encoder.dispose();
  }
}

/** Without the queries that no question can mean, where others are left. */
function meaningful(queries: readonly DecodedQuery[]): readonly DecodedQuery[] {
  const meant = queries.filter(({ doubt }) => doubt === undefined);
  return meant.length > 0 ? meant : queries;
}

/** Those that use what the question names and a semantic model defines, where there are any. */
function withDefined(
  queries: readonly DecodedQuery[],
  { items }: LinkedQuestion,
): readonly DecodedQuery[] {
  const isDefined = (index: number): boolean => {
    const item = items[index];
    return item?.kind === 'field' && item.definedBy !== undefined;
  };
  const using = queries.filter(({ tokens }) =>
    tokens.some((token) => token.kind === 'item' && isDefined(token.index)),
  );
  return using.length > 0 ? using : queries;
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

function distinctQueries<T extends { readonly query: string }>(candidates: readonly T[]): T[] {
  const seen = new Set<string>();
  return candidates.filter(({ query }) => !seen.has(query) && seen.add(query));
}
