import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Value } from '@momq/dialect';
import { cypher } from '../cypher-dialect.js';
import { SqliteReference, sorted } from '../testing/sqlite-reference.js';
import { tutorialSql } from '../testing/tutorial-sql.js';
import { wordAnswers } from '../testing/word-answers.js';
import { cypherTutorials } from './index.js';

/** SQL has no lists: questions that answer with lists are written out. */
function expectedRows(tables: SqliteReference, question: string): readonly (readonly Value[])[] {
  if (question === 'Which ships does each captain command?') {
    return [
      ['Ingrid Solberg', ['Northern Tern']],
      ['Mateus Coelho', ['Sea Lavender']],
      ['Aoife Brennan', ['Brave Heron', 'Old Marigold']],
      ['Takumi Arai', ['Kitsune']],
    ];
  }
  const answer = wordAnswers[question] ?? tutorialSql[question] ?? '';
  return typeof answer === 'string' ? tables.rows(answer) : answer;
}

const examples = cypherTutorials.pages.flatMap(({ examples }) => examples);

describe('tutorial examples', () => {
  let graph: Database;
  let tables: SqliteReference;

  beforeAll(async () => {
    graph = await cypher().createDatabase(cypherTutorials.sample);
    tables = new SqliteReference(cypherTutorials.sample);
  });
  afterAll(async () => {
    await graph.close();
    tables.close();
  });

  it.each(examples)('$question', async ({ question, query }) => {
    const { rows } = await graph.query(query);
    expect(rows.length).toBeGreaterThan(0);
    expect(sorted(rows)).toEqual(sorted(expectedRows(tables, question)));
  });
});

describe('tutorial pages', () => {
  it('have one keyword each and two examples', () => {
    const keywords = cypherTutorials.pages.map(({ keyword }) => keyword);
    expect(new Set(keywords).size).toBe(keywords.length);
    expect(cypherTutorials.pages.map(({ examples: own }) => own.length)).toEqual(
      keywords.map(() => 2),
    );
  });
});
