import type { EvaluationQuestion } from '@momq/core/evaluation';
import { markdownTable } from './markdown-table.js';
import { goldDialects, hardnesses, questionKinds } from './question-kinds.js';

/** How many questions there are, by database, kind and hardness, and in how many dialects each has a gold: tables for the README. */
export function questionCounts(questions: readonly EvaluationQuestion[]): string {
  const answerable = questions.filter(({ unanswerable }) => unanswerable === undefined);
  const lacking = answerable.filter(({ gold }) =>
    goldDialects.some((id) => gold[id] === undefined),
  );
  const databases = [...new Set(questions.map(({ dbId }) => dbId))];
  const perDatabase = databases.map((dbId) => [
    `\`${dbId}\``,
    answerable.filter((question) => question.dbId === dbId).length,
    questions.filter((question) => question.dbId === dbId && question.unanswerable !== undefined)
      .length,
  ]);
  const total = ['all', answerable.length, questions.length - answerable.length];
  const kinds = Object.entries(questionKinds).map(([name, reach]) => {
    const some = answerable.filter(({ kind }) => kind === name);
    return [
      `\`${name}\``,
      reach,
      some.length,
      ...hardnesses.map((level) => some.filter(({ hardness }) => hardness === level).length),
      some.filter((question) => lacking.includes(question)).length,
    ];
  });
  const ofKinds = (reach: string): number =>
    answerable.filter(({ kind }) => questionKinds[kind as keyof typeof questionKinds] === reach)
      .length;
  return [
    markdownTable(['database', 'answerable', 'unanswerable'], [...perDatabase, total]),
    markdownTable(
      ['dialect', 'questions with a gold'],
      goldDialects.map((id) => [
        `\`${id}\``,
        answerable.filter(({ gold }) => gold[id] !== undefined).length,
      ]),
    ),
    markdownTable(['kind', 'reach', 'questions', ...hardnesses, 'not in nGQL'], kinds),
    `${ofKinds('beyond')} of ${answerable.length} go beyond select, join and group.`,
  ].join('\n\n');
}
