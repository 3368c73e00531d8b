import type { DialectPack } from '@momq/dialect';
import type { ReadHistory } from '../history/refine-last.js';
import type { QuestionLink } from '../linking/question-linker.js';
import type { DatedQuestion } from '../linking/relative-dates.js';
import { looksEnglish } from './question-language.js';
import type { Generation, QueryModel } from './query-model.js';

/** What an answer's remarks are about. */
export interface NoteFacts {
  readonly question: string;
  readonly dated?: DatedQuestion;
  /** What is to be said of the schema. */
  readonly remarks: readonly string[];
  readonly dialect: DialectPack;
  readonly model: QueryModel;
  /** Why the pack's trained group is not used. */
  readonly withoutGroup: string | undefined;
  /** True when an embedded engine ran the query. */
  readonly imitated: boolean;
  readonly repaired: boolean;
  /** True when a query of the model was refused because it does more than read. */
  readonly refused?: boolean;
  /** Absent for a question that no model was asked. */
  readonly generation?: Generation;
  /** How the question was read in the light of its history: with a query, no model wrote one. */
  readonly followUp: ReadHistory;
  readonly link: Pick<QuestionLink, 'notes'>;
}

/** The remarks of an answer, one sentence each. */
export function answerNotes(facts: NoteFacts): string[] {
  const { remarks, dialect, generation, link, followUp } = facts;
  const { emulation } = dialect.capabilities;
  const notes = followUp.query === undefined ? modelNotes(facts) : [];
  if (facts.dated?.note !== undefined) notes.unshift(facts.dated.note);
  if (emulation !== undefined && facts.imitated) notes.push(emulation);
  return [...notes, ...remarks, ...link.notes, ...(generation?.notes ?? [])];
}

/** What is to be known of a query because a model wrote it. */
function modelNotes(facts: NoteFacts): string[] {
  const { question, dialect, model, withoutGroup, followUp, generation } = facts;
  const notes: string[] = [];
  // of an answer it is a doubt
  if (followUp.query === undefined && followUp.note !== undefined && generation === undefined)
    notes.push(followUp.note);
  if (!looksEnglish(question))
    notes.push(
      `The question does not look English; ${model.name} was trained on English questions, so check the answer.`,
    );
  if (withoutGroup !== undefined) notes.push(withoutGroup);
  if (model.groups !== undefined && !model.groups.includes(dialect.id))
    notes.push(
      `${model.name} has no expert group for ${dialect.id}; the shared group alone wrote this query.`,
    );
  if (facts.repaired)
    notes.push(`${model.name}'s first queries did not run; it wrote this one after their error.`);
  if (facts.repaired && facts.refused === true)
    notes.push(
      `${model.name} wrote a query that does more than read: it was refused and not run, and this one does something else.`,
    );
  return notes;
}
