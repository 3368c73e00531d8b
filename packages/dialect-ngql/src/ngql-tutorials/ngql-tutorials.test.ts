import { describe, expect, it } from 'vitest';
import type { Value } from '@momq/dialect';
import { ngql } from '../ngql-dialect.js';
import { ngqlTutorials } from './index.js';

/** Worked out by hand from the rows of the library. */
const answers: Readonly<Record<string, readonly (readonly Value[])[]>> = {
  'What are the titles of all books?': [['Salt Roads'], ['The Quiet Weir'], ['Lanterns'], ['Small Atlas']],
  'Show the name and town of every reader.': [['Ben', 'Ylva'], ['Cleo', 'Marsh'], ['Dora', 'Ylva']],
  'Who wrote each book?': [['Salt Roads', 'Mira Holt'], ['The Quiet Weir', 'Mira Holt'], ['Lanterns', 'Jonas Pell']],
  'Which readers live in Ylva?': [['Ben'], ['Dora']],
  'Which books have no price?': [['Small Atlas']],
  'Which titles have "quiet" in them?': [['The Quiet Weir']],
  'Which two books have the most pages?': [['Lanterns', 480], ['Salt Roads', 320]],
  'How many loans does each reader have?': [['Ben', 2], ['Cleo', 2]],
  'Which books were borrowed more than once?': [['Salt Roads']],
  'How many loans has every reader, those without loans too?': [['Ben', 2], ['Cleo', 2], ['Dora', 0]],
  'Which books did the author with the vertex id author:1 write?': [['Salt Roads'], ['The Quiet Weir']],
  'Which books have more than 300 pages?': [['Salt Roads'], ['Lanterns']],
  'How many books of more than 100 pages are there?': [[3]],
  'When was the author with the vertex id author:2 born?': [[1968]],
  'Which names do authors and readers have?': [['Mira Holt'], ['Jonas Pell'], ['Ada Quint'], ['Ben'], ['Cleo'], ['Dora']],
}; // prettier-ignore

const sorted = (rows: readonly (readonly Value[])[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row)).sort();

describe('tutorial examples', () => {
  const database = ngql().createDatabase(ngqlTutorials.sample);

  it.each(ngqlTutorials.pages.flatMap(({ examples }) => examples))(
    '$question',
    async ({ question, query }) => {
      const { rows } = await (await database).query(query);
      expect(sorted(rows)).toEqual(sorted(answers[question] ?? []));
    },
  );
});
