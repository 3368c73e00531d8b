import type { DatabaseSchema } from '@momq/dialect';
import type { DeclineReason } from '../ask/answer-status.js';
import type { GeneratedCandidate, NearestName } from '../ask/query-model.js';
import { looksEnglish } from '../ask/question-language.js';
import type { LinkedQuestion } from '../linking/link-question.js';
import { changeRequest } from './change-requests.js';
import { offTopic } from './off-topic.js';
import { meetsNeed } from './met-needs.js';
import { lackedNeed, neededBy, unspeakableNeed } from './question-needs.js';
import type { QuestionNeed, UnspeakableNeed } from './question-needs.js';
import { QuestionText } from './question-text.js';
import { familiarity, isForeign } from './unknown-names.js';
import { wordEvidence } from './word-evidence.js';
import type { WordEvidence } from './word-evidence.js';

/** What a question is judged by. */
export interface DeclineFacts {
  readonly linked: LinkedQuestion;
  readonly schema: DatabaseSchema;
  /** What the model cannot say. */
  readonly lacks: readonly QuestionNeed[];
}

const modelNeeds: Readonly<Record<QuestionNeed, string>> = {
  distribution: 'a statistic of a distribution',
  correlation: 'how things depend on each other',
  running: 'a running total or a moving average',
  change: 'a comparison with an earlier period',
  share: 'a share of a whole',
  'relative-date': 'a date counted from today or a span between dates',
};

const unspeakable: Readonly<Record<UnspeakableNeed, string>> = {
  forecast: 'a forecast; the database holds what is recorded, not what will be',
  cause: 'an explanation; a query shows what is recorded, not why it is so',
  chart: 'a drawing; an answer is a query and its rows',
  opinion: 'advice or an opinion, which no query gives',
  schema: 'how the database is built, which is in its schema and not in its rows',
};

/** Why the question cannot be answered, as far as its wording tells; undefined for one that may be. English only. */
export function declineByWording({ linked, lacks }: DeclineFacts): DeclineReason | undefined {
  if (!looksEnglish(linked.question)) return undefined;
  const text = new QuestionText(linked);
  const change = changeRequest(text);
  if (change !== undefined)
    return reason(
      'changes-data',
      [change.text],
      `It asks to change data (“${change.text}”), and MoMQ only reads.`,
    );
  const off = offTopic(text);
  if (off !== undefined)
    return reason(
      'not-about-data',
      [off.text],
      `It is not about the data of this database (“${off.text}”).`,
    );
  const beyond = unspeakableNeed(text);
  if (beyond !== undefined) return asksFor(unspeakable[beyond.need], beyond.words.text);
  const lacked = lackedNeed(text, lacks);
  return (
    lacked && asksFor(`${modelNeeds[lacked.need]}, which the model cannot write`, lacked.words.text)
  );
}

function asksFor(what: string, words: string): DeclineReason {
  return reason('beyond-model', [words], `It asks for ${what} (“${words}”).`);
}

/** Candidates that may answer the question, or why none does. */
export interface MeetingCandidates {
  readonly candidates: readonly GeneratedCandidate[];
  readonly reason?: DeclineReason;
}

/**
 * The candidates that have what the question needs (a share, a running total, …), as far as their logical form tells; with a reason to
 * decline, and all of them, where none has it.
 */
export function meetingNeeds(
  linked: LinkedQuestion,
  candidates: readonly GeneratedCandidate[],
): MeetingCandidates {
  const needed = looksEnglish(linked.question) ? neededBy(new QuestionText(linked)) : undefined;
  if (needed === undefined) return { candidates };
  const { need, words } = needed;
  const meeting = candidates.filter(
    ({ logical }) => logical === undefined || meetsNeed(logical, need),
  );
  if (meeting.length > 0 || candidates.length === 0) return { candidates: meeting };
  const what = `${modelNeeds[need]}, and no query with one was found`;
  return { candidates, reason: asksFor(what, words.text) };
}

/** What the words of a question are to the database: a reason to decline, or else what to doubt, in sentences. */
export interface NameVerdict {
  readonly reason?: DeclineReason;
  readonly doubts: readonly string[];
}

/** @param nearest - by word of the question, from the model; absent: only doubts come out, since names may be paraphrased */
export function judgeNames(
  { linked, schema }: DeclineFacts,
  nearest: readonly NearestName[] | undefined,
): NameVerdict {
  if (!looksEnglish(linked.question)) return { doubts: [] };
  const evidence = wordEvidence(linked, schema);
  const known = familiarity(evidence, nearest);
  const { unknown, doubted, units } = known;
  const nothing = (words: readonly WordEvidence[]): string =>
    `Nothing in the database is called ${quoted(words)}`;
  if (nearest === undefined || !isForeign(known))
    return {
      doubts: [
        ...(doubted.length === 0 ? [] : [`${nothing(doubted)}.`]),
        ...(units.length === 0
          ? []
          : [`No column is called ${quoted(units)}; the query has to read that from a date.`]),
      ],
    };
  const has = schema.entities.map(({ name }) => name);
  const listed = has.slice(0, maxListed).join(', ');
  const more = has.length > maxListed ? ` and ${has.length - maxListed} more` : '';
  return {
    reason: {
      kind: 'unknown-name',
      sentence: `${nothing(unknown)}; it has ${listed}${more}.`,
      words: unknown.map(({ text }) => text),
      suggestions: suggestions(unknown, nearest),
    },
    doubts: [],
  };
}

const maxListed = 6;
const maxSuggestions = 3;
/** Nearness from which a name may have been meant. */
const suggestedFrom = 0.45;

function suggestions(
  unknown: readonly WordEvidence[],
  nearest: readonly NearestName[],
): readonly string[] {
  const near = unknown
    .flatMap(({ place }) => nearest[place] ?? [])
    .filter(({ nearness }) => nearness >= suggestedFrom)
    .sort((a, b) => b.nearness - a.nearness)
    .map(({ name }) => name);
  return [...new Set(near)].slice(0, maxSuggestions);
}

function quoted(words: readonly WordEvidence[]): string {
  const texts = [...new Set(words.map(({ text }) => `“${text}”`))];
  return texts.length === 1 ? texts[0]! : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)!}`;
}

function reason(
  kind: DeclineReason['kind'],
  words: readonly string[],
  sentence: string,
): DeclineReason {
  return { kind, sentence, words, suggestions: [] };
}
