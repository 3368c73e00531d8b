import type { QueryResult } from '@momq/dialect';
import { weighAnswer } from '../confidence/confidence-evidence.js';
import type { WeighedAnswer } from '../confidence/confidence-evidence.js';
import type { HistoryTurn } from '../history/history-turn.js';
import type { ReadHistory } from '../history/refine-last.js';
import { schemaIdentity } from '../history/schema-identity.js';
import { unreadTimes } from '../meaning/unread-times.js';
import { unusedDefinitions, usedTeaching } from '../semantics/used-teaching.js';
import type { QueryAnswer } from './answer.js';
import type { DeclineReason } from './answer-status.js';
import type { RanGeneration } from './attempt-generation.js';
import { questionNotes } from './model-question.js';
import type { ModelQuestion } from './model-question.js';
import { otherReadings } from './other-readings.js';
import type { Readings } from './other-readings.js';
import { presentMembers } from './present-members.js';
import { settleAnswer } from './settle-answer.js';

/** What the words of the question are to the database and the model. */
export interface QuestionVerdict {
  /** Why it would have been declined; given only where declining is off. */
  readonly reason: DeclineReason | undefined;
  readonly doubts: readonly string[];
}

/** The answer of a query that ran: its rows, and how sure they are. */
export function queryAnswer(
  about: ModelQuestion,
  ran: RanGeneration,
  verdict: QuestionVerdict,
): QueryAnswer {
  const { dialect, stored, link, teaching, followUp, turn } = about;
  const { candidate, result, place } = ran.choice;
  const weighed = followUp.query === undefined ? weigh(about, ran, place, result) : asSureAs(turn);
  const { reading, alternatives } = readings(about, ran);
  const doubts = [
    ...carriedDoubts(followUp, turn),
    ...verdict.doubts,
    ...(teaching === undefined ? [] : unusedDefinitions(link.linked, teaching, candidate)),
    ...(candidate.logical === undefined
      ? []
      : unreadTimes(candidate.logical, about.schema, (place) => link.values(place))),
  ];
  return {
    ...settleAnswer({ ...weighed, reason: verdict.reason, doubts, alternatives }, about.options),
    question: about.question,
    dialect: dialect.id,
    database: schemaIdentity(stored),
    query: candidate.query,
    ...(reading !== undefined && { reading }),
    columns: result.columns,
    rows: result.rows,
    truncated: result.truncated,
    ...presentMembers(result, ['columnTypes', 'truncatedBy']),
    ...presentMembers(candidate, ['logical', 'explanation', 'source']),
    ...weighed,
    ...(followUp.query !== undefined && presentMembers(followUp, ['readAs'])),
    candidates: ran.allReports,
    routing: ran.generation.routing ?? {},
    ...(teaching !== undefined && {
      semantics: {
        source: teaching.source,
        used: usedTeaching(link.linked, teaching, candidate),
      },
    }),
    notes: questionNotes(about, ran),
    timings: about.clock.timings(),
  };
}

/** How sure a candidate is, were it the answer. */
function weigh(
  { link, schema, run, model }: ModelQuestion,
  { generation: { candidates, nearest }, rows: rowsOf }: RanGeneration,
  chosen: number,
  { rows }: Pick<QueryResult, 'rows'>,
): WeighedAnswer {
  return weighAnswer(
    {
      linked: link.linked,
      schema,
      parser: run.parser,
      candidates,
      chosen,
      result: { rows },
      rows: rowsOf,
      nearest,
    },
    model.calibration,
  );
}

/** What is refined is as sure as what it refines, and every word has its place. */
function asSureAs(turn: HistoryTurn | undefined): WeighedAnswer {
  return {
    ...(turn?.confidence !== undefined && { confidence: turn.confidence }),
    evidence: {},
    unusedWords: [],
  };
}

function readings(about: ModelQuestion, ran: RanGeneration): Readings {
  const { dialect, schema, run } = about;
  const { generation, reports, choice } = ran;
  return otherReadings({
    candidates: generation.candidates,
    reports,
    chosen: choice.place,
    dialect,
    schema,
    parser: run.parser,
    // what did not run is weighed as if it had rows
    confidence: (place) =>
      weigh(about, ran, place, { rows: reports[place]?.outcome === 'empty' ? [] : [[]] })
        .confidence,
  });
}

/** What is unsure of a follow-up: the doubts of the answer that it refines, or that it was not read as one. */
function carriedDoubts(followUp: ReadHistory, turn: HistoryTurn | undefined): readonly string[] {
  if (followUp.query !== undefined) return turn?.doubts ?? [];
  return followUp.note === undefined ? [] : [followUp.note];
}
