import {
  type DialectPack,
  type GeneratedCandidate,
  type Generation,
  type GenerationRequest,
  type QueryModel,
  type QueryParser,
  type QuestionNeed,
} from '@momq/core';
import { weighAnswer, type Calibration } from '@momq/core/confidence';
import { rankTogether, type CascadeWeights, type JudgedCandidate } from './rank-together.js';
import type { ScoringModel } from './text-query-model.js';

/** What a cascade is made of; see `CascadeOptions`. */
export interface CascadeParts {
  readonly fast: QueryModel;
  readonly good: ScoringModel;
  readonly candidates: number;
  readonly sureAt: number;
  readonly ownCandidates: number;
  readonly weights: CascadeWeights;
  readonly calibration?: Calibration;
}

/** Two models as one {@link QueryModel}. */
export class CascadeModel implements QueryModel {
  readonly specificationVersion = 'v1';
  readonly name: string;
  readonly version: string;
  readonly repairs: boolean | number;
  readonly weightsHash?: string;
  readonly calibration?: Calibration;
  readonly #parts: CascadeParts;
  readonly #unmeasured: string;
  readonly #parsers = new WeakMap<DialectPack, Promise<QueryParser>>();

  constructor(parts: CascadeParts) {
    const { fast, good, calibration } = parts;
    this.#parts = parts;
    this.name = `cascade of ${fast.name} and ${good.name}`;
    this.version = `${fast.version}+${good.version}`;
    this.repairs = good.repairs ?? false;
    if (fast.weightsHash !== undefined && good.weightsHash !== undefined)
      this.weightsHash = `${fast.weightsHash}+${good.weightsHash}`;
    const { weights = this.weightsHash } = calibration?.provenance ?? {};
    this.#unmeasured = calibration === undefined ? UNMEASURED : OUTDATED;
    if (calibration !== undefined && weights === this.weightsHash) this.calibration = calibration;
  }

  /** The language model's own. */
  get chat(): ScoringModel['chat'] {
    return this.#parts.good.chat;
  }

  /** Those of the fast model. */
  get groups(): readonly string[] {
    return this.#parts.fast.groups ?? [];
  }

  /** What the fast model cannot write, unless the language model writes too. */
  get lacks(): readonly QuestionNeed[] {
    const { fast, ownCandidates } = this.#parts;
    return ownCandidates > 0 ? [] : (fast.lacks ?? []);
  }

  async installGroups(packs: readonly DialectPack[]): Promise<Readonly<Record<string, string>>> {
    return (await this.#parts.fast.installGroups?.(packs)) ?? {};
  }

  async generate(request: GenerationRequest): Promise<Generation> {
    const { fast, good, candidates, sureAt } = this.#parts;
    if (request.previous !== undefined) return this.#alone(request);
    const wide = Math.max(candidates, request.maxCandidates ?? 0);
    const { onProgress: _, ...quiet } = request;
    const proposed = await fast.generate({ ...quiet, maxCandidates: wide });
    const found = proposed.candidates.map((each) => ({ ...each, source: fast.name }));
    if (found.length === 0) return { ...proposed, ...(await this.#alone(request)) };
    const sure = await this.#confidence(request, found, proposed.nearest);
    if (sure >= sureAt)
      return this.#settled(request, proposed, {
        ranked: found,
        note: `${fast.name} answered alone.`,
      });
    if (found.length === 1 && this.#ownCandidates(request) === 0)
      return this.#settled(request, proposed, {
        ranked: found,
        note: `${fast.name} answered alone: it had one candidate.`,
      });
    request.onProgress?.({
      type: 'progress',
      share: 0.5,
      text: `${good.name} reads ${found.length} candidates`,
    });
    try {
      return this.#settled(request, proposed, await this.#judged(request, found));
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'MOE_PROMPT_TOO_LONG') throw error;
      const note = `${fast.name} answered alone: the schema or a candidate is too long for ${good.name}.`;
      return this.#settled(request, proposed, { ranked: found, note });
    }
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#parts.fast.dispose(), this.#parts.good.dispose()]);
  }

  /** What the language model writes without candidates of the fast one. */
  async #alone(request: GenerationRequest): Promise<Generation> {
    const { good } = this.#parts;
    const { candidates, notes } = await good.generate(request);
    return {
      candidates: candidates.map((each) => ({ ...each, source: good.name })),
      ...(notes !== undefined && { notes }),
    };
  }

  /** How sure the fast model is of its first candidate, taken as one that has rows. */
  async #confidence(
    { dialect, link, schema }: GenerationRequest,
    candidates: readonly GeneratedCandidate[],
    nearest: Generation['nearest'],
  ): Promise<number> {
    const { calibration } = this.#parts.fast;
    if (calibration !== undefined) {
      const parser = await this.#parser(dialect);
      const about = { linked: link.linked, schema, parser, candidates, chosen: 0, nearest };
      return weighAnswer({ ...about, result: { rows: [[]] } }, calibration).confidence ?? 0;
    }
    const masses = candidates.map(({ logProb }) => Math.exp(logProb ?? -Infinity));
    const total = masses.reduce((sum, mass) => sum + mass, 0);
    return total > 0 ? masses[0]! / total : 0;
  }

  /** The pack's parser; a failed load is tried again. */
  async #parser(dialect: DialectPack): Promise<QueryParser> {
    const parser = this.#parsers.get(dialect) ?? dialect.createParser();
    this.#parsers.set(dialect, parser);
    try {
      return await parser;
    } catch (error) {
      this.#parsers.delete(dialect);
      throw error;
    }
  }

  /** The candidates as both models order them, those that the language model writes among them where they are wanted. */
  async #judged(request: GenerationRequest, found: readonly GeneratedCandidate[]): Promise<Ranked> {
    const { fast, good, weights } = this.#parts;
    const ownCandidates = this.#ownCandidates(request);
    const own =
      ownCandidates > 0
        ? (await good.generate({ ...request, maxCandidates: ownCandidates })).candidates
        : [];
    const added = own
      .filter(
        ({ query }, place) =>
          !found.some((proposed) => alike(proposed.query, query)) &&
          own.findIndex((other) => alike(other.query, query)) === place,
      )
      .map(({ query, logical }) => ({
        query,
        source: good.name,
        ...(logical !== undefined && { logical }),
      }));
    const all: readonly GeneratedCandidate[] = [...found, ...added];
    const ownOf = ({ query }: GeneratedCandidate): GeneratedCandidate | undefined =>
      own.find((written) => alike(written.query, query));
    // What it wrote itself it has read already.
    const known = all.map((candidate) => scoreOf(ownOf(candidate)));
    const unread = all.filter((_, place) => known[place] === undefined);
    const read = await good.score(
      request,
      unread.map(({ query }) => query),
    );
    const judged: JudgedCandidate[] = all.map((candidate, place) => ({
      candidate,
      score: known[place] ?? read[unread.indexOf(candidate)]!,
      own: ownOf(candidate) !== undefined,
    }));
    const ranked = rankTogether(judged, weights);
    const note =
      ranked[0]?.source === good.name
        ? `${good.name} wrote the query; ${fast.name} had ${found.length} others.`
        : `${fast.name} wrote the query; ${good.name} chose it among ${all.length}.`;
    return { ranked, note };
  }

  /** How many queries the language model writes: where it has experts, in their dialects alone. */
  #ownCandidates({ dialect }: GenerationRequest): number {
    const { good, ownCandidates } = this.#parts;
    return good.groups === undefined || good.groups.includes(dialect.id) ? ownCandidates : 0;
  }

  #settled(
    { maxCandidates = Infinity }: GenerationRequest,
    proposed: Generation,
    { ranked, note }: Ranked,
  ): Generation {
    return {
      ...proposed,
      candidates: ranked.slice(0, maxCandidates),
      notes: [
        ...(proposed.notes ?? []),
        this.calibration === undefined ? `${note} ${this.#unmeasured}` : note,
      ],
    };
  }
}

/** How likely the language model found what it wrote; undefined where it does not say, or where the query was changed since. */
function scoreOf(written: GeneratedCandidate | undefined): JudgedCandidate['score'] | undefined {
  const { logProb, tokens, query = '' } = written ?? {};
  if (logProb === undefined || tokens?.join('').includes(query) !== true) return undefined;
  return { logProb, meanLogProb: logProb / tokens.length };
}

/** What a cascade says that has no calibration. */
const UNMEASURED = 'How sure the two are together was not measured.';

/** What it says whose calibration is of other weights. */
const OUTDATED =
  'No confidence is claimed: the calibration of the two was fitted on other weights. Make one with momq calibrate.';

/** Candidates in their order, and who decided it. */
interface Ranked {
  readonly ranked: readonly GeneratedCandidate[];
  readonly note: string;
}

/** Whether two texts are one query but for spaces, and the letter case outside of quotes. */
function alike(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(query: string): string {
  return query.replace(/'[^']*'|"[^"]*"|`[^`]*`|[^'"`]+/g, (part) =>
    /^['"`]/.test(part) ? part : part.toLowerCase().replace(/\s+/g, ''),
  );
}
