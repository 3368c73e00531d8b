import type { ReadHistory } from '../history/refine-last.js';
import { refineLast } from '../history/refine-last.js';
import { isEmbedded } from '../packs/pack-databases.js';
import { answerNotes } from './answer-notes.js';
import type { RanGeneration } from './attempt-generation.js';
import type { AskedQuestion } from './asked-question.js';
import type { ReadyModel } from './model-holder.js';
import { presentMembers } from './present-members.js';
import type { GenerationRequest, QueryModel } from './query-model.js';

/** A question and the model that answers it. */
export interface ModelQuestion extends AskedQuestion {
  readonly model: QueryModel;
  /** Why the pack's trained group is not used. */
  readonly withoutGroup: string | undefined;
  /** True when the model reads the history itself. */
  readonly conversing: boolean;
  /** How the question was read in the light of its history: with a query, the model is not asked. */
  readonly followUp: ReadHistory;
}

/** @throws ConfigError as {@link refineLast} does */
export function modelQuestion(
  asked: AskedQuestion,
  { model, withoutGroup }: ReadyModel,
): ModelQuestion {
  const { history, turn, link, schema, dialect } = asked;
  const conversing = model.readsHistory === true && history.length > 0;
  return {
    ...asked,
    model,
    withoutGroup: withoutGroup[dialect.id],
    conversing,
    followUp: turn === undefined || conversing ? {} : refineLast({ turn, link, schema, dialect }),
  };
}

/** The question as the model gets it. */
export function generationRequest(about: ModelQuestion): GenerationRequest {
  const { dated, schema, dialect, link, database, history, teaching } = about;
  return {
    question: dated.text,
    schema,
    dialect,
    link,
    database,
    ...(about.conversing && { history }),
    ...(teaching !== undefined && { teaching }),
    ...presentMembers(about.options, ['maxCandidates', 'signal', 'onProgress']),
  };
}

/** The remarks of the answer; call it once, since what is to be said of a schema is said once. */
export function questionNotes(
  about: ModelQuestion,
  attempted?: Pick<RanGeneration, 'generation' | 'repaired' | 'allReports'>,
): string[] {
  const { remarks, schema, question, database } = about;
  return answerNotes({
    ...about,
    remarks: remarks.of(schema, question),
    imitated: attempted !== undefined && isEmbedded(database),
    repaired: attempted?.repaired ?? false,
    refused: attempted?.allReports.some(({ outcome }) => outcome === 'refused') ?? false,
    ...(attempted !== undefined && { generation: attempted.generation }),
  });
}
