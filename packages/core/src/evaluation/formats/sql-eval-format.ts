import { textOf } from './question-format.js';
import type { QuestionFormat } from './question-format.js';

/**
 * Defog's sql-eval: `db_name`, `question`, `query`, and optionally `db_type` (the dialect) and `query_category`. A query may be
 * several, divided by `;`, each of which is right, and have columns in braces, any of which are right: `SELECT {id, name} FROM …`.
 * Its `instructions` are not read.
 *
 * @remarks Source: github.com/defog-ai/sql-eval.
 */
export const sqlEvalFormat: QuestionFormat = {
  name: 'sql-eval',
  recognises: (row) => 'db_name' in row && 'query' in row,
  read(row, goldName) {
    const [question, dbId, query] = [
      textOf(row, 'question'),
      textOf(row, 'db_name'),
      textOf(row, 'query'),
    ];
    if (question === undefined || dbId === undefined || query === undefined) return undefined;
    const [gold, ...others] = statements(query).flatMap(columnChoices);
    const kind = textOf(row, 'query_category');
    if (gold === undefined) return undefined;
    return {
      dbId,
      question,
      gold: { [textOf(row, 'db_type') ?? goldName]: gold },
      ...(others.length > 0 && { otherGolds: others }),
      ...(kind !== undefined && { kind }),
    };
  },
};

const quoted = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`/g;

/** The statements of a text, divided by semicolons outside of quotes. */
function statements(text: string): string[] {
  const hidden = text.replaceAll(quoted, (literal) => ' '.repeat(literal.length));
  const ends = [...hidden.matchAll(/;/g)].map(({ index }) => index);
  return [...ends, text.length]
    .map((end, place) => text.slice(place === 0 ? 0 : ends[place - 1]! + 1, end).trim())
    .filter((statement) => statement !== '');
}

/** Every query that the columns in braces allow, that of all columns first; `GROUP BY {}` groups by the same ones. */
function columnChoices(statement: string): string[] {
  const [braces, list] = /\{([^{}]+)\}/.exec(statement) ?? [];
  if (braces === undefined || list === undefined) return [statement];
  const columns = list.split(',').map((column) => column.trim());
  const choices = Array.from({ length: 2 ** columns.length - 1 }, (_, index) =>
    columns.filter((_column, place) => ((index + 1) >> place) % 2 === 1),
  ).sort((one, other) => other.length - one.length);
  return choices.flatMap((chosen) => {
    const plain = chosen.map((column) => column.replace(/\s+as\s+\S+$/i, ''));
    return columnChoices(
      statement
        .replace(braces, () => chosen.join(', '))
        .replaceAll('GROUP BY {}', () => `GROUP BY ${plain.join(', ')}`),
    );
  });
}
