/**
 * Judges whether the content words of a question are about a database at all.
 *
 * Each word counts as much as it is known: 1 as a name of the database, 0.7 as a cell, else as near as the nearest name is in
 * meaning. Declined are a mean below {@link farMean} ({@link strangeMean} where no word is known at all), and one below
 * {@link headMean} when the words that the question is mainly about (the first that follow each other) are farther than
 * {@link farHead}. Chosen on Spider's training questions asked from their own databases, in their own words and in synonyms
 * (declined: 0.3 and 3.2 %), and from other databases (declined: 72 %).
 *
 * @module
 */
import { stemOf } from '../linking/question-words.js';
import type { NearestName } from '../ask/query-model.js';
import type { WordEvidence } from './word-evidence.js';

const farMean = 0.51;
/** In place of {@link farMean} where no word is a name or a cell. */
const strangeMean = 0.55;
const headMean = 0.6;
const farHead = 0.45;
/** A word that is no name and no cell, where no model says how near it is: neither here nor there. */
const unjudged = 0.5;
const cellScore = 0.7;
/** A word nearer than this is taken for a paraphrase. */
const doubtedBelow = 0.42;

/** Words that say little of what they mean, so that their distance says little too. */
const vague = new Set(
  (
    'much often frequent frequently frequency across either substring letter word shared common widely single full taken took place physical ' +
    'good goods item items article thing everything something anything nothing object people person individual somebody anybody someone ' +
    'anyone member user cheap expensive popular recent past best better bad worst specific certain particular various several money ' +
    'get got receive offer increase decrease formal try tried spend spent live work sell sold buy bought come came go went use used far away near close'
  )
    .split(' ')
    .map(stemOf),
);
const vagueScore = 0.55;

/** How known the words of a question are. */
export interface Familiarity {
  /** Mean over the words that were judged, 0–1; 1 without any. */
  readonly mean: number;
  /** The best of the words that the question is mainly about. */
  readonly head: number;
  /** How many of them are names or cells. */
  readonly known: number;
  /** Words that nothing in the database is called, in order. */
  readonly unknown: readonly WordEvidence[];
  /** Those of them that are no paraphrase either. */
  readonly doubted: readonly WordEvidence[];
  /** Units of time that only a part of a date can be. */
  readonly units: readonly WordEvidence[];
}

/** @param nearest - by word of the question; absent when the model does not tell */
export function familiarity(
  evidence: readonly WordEvidence[],
  nearest: readonly NearestName[] | undefined,
): Familiarity {
  const score = ({ kind, place, stem }: WordEvidence): number => {
    if (kind === 'name') return 1;
    if (kind === 'value') return cellScore;
    const near = nearest?.[place]?.nearness ?? unjudged;
    return vague.has(stem) ? Math.max(vagueScore, near) : near;
  };
  const isJudged = ({ kind }: WordEvidence): boolean => kind !== 'proper' && kind !== 'time';
  const isFar = (word: WordEvidence): boolean =>
    nearest === undefined || score(word) < doubtedBelow;
  const judged = evidence.filter(isJudged);
  const head = evidence.filter(
    ({ place }, index) => place - evidence[0]!.place === index, // the first words that follow each other
  );
  const judgedHead = head.filter(isJudged);
  const unknown = judged.filter(({ kind, stem }) => kind === 'unknown' && !vague.has(stem));
  return {
    mean:
      judged.length === 0 ? 1 : judged.reduce((sum, word) => sum + score(word), 0) / judged.length,
    head: judgedHead.length === 0 ? 1 : Math.max(...judgedHead.map(score)),
    known: judged.filter(({ kind }) => kind !== 'unknown').length,
    unknown,
    doubted: unknown.filter(isFar),
    units: evidence.filter((word) => word.kind === 'time' && isFar(word)),
  };
}

/** True when the words are too far from everything in the database. */
export function isForeign({ mean, head, known, unknown }: Familiarity): boolean {
  if (unknown.length === 0) return false;
  return mean < (known === 0 ? strangeMean : farMean) || (mean < headMean && head < farHead);
}
