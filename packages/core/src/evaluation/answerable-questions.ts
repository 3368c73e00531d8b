import type { DatabaseContent, DatabaseSchema, LogicalDialectPack } from '@momq/dialect';
import { relationalView } from '../logical/relational-view.js';
import { requireReader } from '../logical/require-language.js';
import { openOnce } from './open-databases.js';
import { referenceGold } from './questions.js';
import type { EvaluationQuestion } from './questions.js';
import { resultsEqual } from './results-equal.js';

/** Questions that a dialect can be asked, and why the others cannot. */
export interface AnswerableQuestions {
  /** Each with the translated gold added under the dialect's id. */
  readonly kept: readonly EvaluationQuestion[];
  readonly dropped: readonly { readonly question: EvaluationQuestion; readonly reason: string }[];
}

/** What {@link answerableQuestions} needs. */
export interface AnswerableOptions {
  readonly dialect: LogicalDialectPack;
  readonly questions: readonly EvaluationQuestion[];
  /** Schema and rows of a database by id; asked for once each. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
  /** The dialect that the questions' gold queries are written in; its `language` reads text. */
  readonly reference: LogicalDialectPack;
  /** Milliseconds for each query; default 10000. */
  readonly timeoutMs?: number;
}

/**
 * Finds the questions that another dialect's suite can count: those whose translated gold gives the stored answer on the
 * dialect's own engine. The rest would count a broken translation against the model.
 */
export async function answerableQuestions(
  options: AnswerableOptions,
): Promise<AnswerableQuestions> {
  const { dialect } = options;
  const contents = new Map<string, Promise<DatabaseContent>>();
  const content = (dbId: string): Promise<DatabaseContent> => {
    const known = contents.get(dbId) ?? options.content(dbId);
    contents.set(dbId, known);
    return known;
  };
  const databases = openOnce(dialect, content);
  const read = requireReader(options.reference);
  const translate = (question: EvaluationQuestion, schema: DatabaseSchema): string => {
    const view = relationalView(dialect, schema);
    const gold = read(referenceGold(question, options.reference.id), schema);
    return dialect.language.render(view.convert(gold), view.schema);
  };
  const kept: EvaluationQuestion[] = [];
  const dropped: { question: EvaluationQuestion; reason: string }[] = [];
  try {
    for (const question of options.questions) {
      if (!question.answer) {
        dropped.push({ question, reason: 'no stored answer to check with' });
        continue;
      }
      try {
        const translated = translate(question, (await content(question.dbId)).schema);
        const database = await databases.open(question.dbId);
        const { rows } = await database.query(translated, {
          timeoutMs: options.timeoutMs ?? 10_000,
          maxRows: 100_000,
        });
        // Rows with equal sort keys may come in another order here, so the bag decides.
        if (
          resultsEqual(question.answer, rows, {
            orderMatters: false,
            goldRowCount: question.answerRows ?? question.answer.length,
          })
        ) {
          kept.push({ ...question, gold: { ...question.gold, [dialect.id]: translated } });
        } else {
          dropped.push({ question, reason: 'the translation gives other rows' });
        }
      } catch (error) {
        dropped.push({ question, reason: error instanceof Error ? error.message : String(error) });
      }
    }
  } finally {
    await databases.close();
  }
  return { kept, dropped };
}
