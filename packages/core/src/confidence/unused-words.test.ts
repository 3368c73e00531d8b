import { describe, expect, it } from 'vitest';
import type { DatabaseContent } from '@momq/dialect';
import { linkQuestion } from '../linking/link-question.js';
import { indexContent } from '../linking/value-index.js';
import { wordUse } from './unused-words.js';
import type { ReadQuery } from './read-query.js';

const content: DatabaseContent = {
  schema: {
    name: 'harbour',
    family: 'relational',
    entities: [
      {
        name: 'Ship',
        fields: [
          { name: 'ship_id', type: 'integer', primaryKey: true },
          { name: 'ShipName', type: 'text' },
          { name: 'flag', type: 'text' },
          { name: 'tonnage', type: 'integer' },
          { name: 'launched', type: 'date' },
        ],
      },
      {
        name: 'captains',
        fields: [
          { name: 'ship_id', type: 'integer' },
          { name: 'name', type: 'text' },
          { name: 'age', type: 'integer' },
          { name: 'gender', type: 'text' },
        ],
      },
    ],
    links: [],
  },
  rows: {
    Ship: [
      [1, 'Blue Heron', 'Norway', 900, '1999-03-01'],
      [2, 'Grey Seal', 'Denmark', 1200, '2004-11-20'],
    ],
    captains: [[1, 'Ann', 50, 'F']],
  },
};
const index = indexContent(content);
const nothing = { relations: [], columns: [], functions: [], literals: [], keywords: [] };
const countShips: ReadQuery = {
  text: 'SELECT COUNT(*) FROM Ship',
  analysis: { ...nothing, relations: ['ship'], functions: ['count'], keywords: ['SELECT', 'FROM'] },
};

function unused(question: string, query: ReadQuery): string[] {
  const { unused } = wordUse(linkQuestion(question, content.schema, index), query);
  return unused.map(({ text, kind }) => `${text}: ${kind}`);
}

describe('wordUse', () => {
  it('finds every content word of a right query in it', () => {
    expect(unused('How many ships are there?', countShips)).toEqual([]);
    const oldest = {
      text: "SELECT name FROM captains WHERE gender = 'F' ORDER BY age DESC LIMIT 1",
      analysis: {
        ...nothing,
        relations: ['captains'],
        columns: ['name', 'gender', 'age'],
        literals: ['F', 1],
        keywords: ['SELECT', 'FROM', 'WHERE', 'ORDER', 'BY', 'DESC', 'LIMIT'],
      },
    };
    expect(unused('What is the name of the oldest female captain?', oldest)).toEqual([]);
    const launched = {
      text: "SELECT ShipName FROM Ship WHERE launched >= '1999-03-01' AND launched < '1999-04-01'",
      analysis: {
        ...nothing,
        relations: ['ship'],
        columns: ['shipname', 'launched'],
        literals: ['1999-03-01', '1999-04-01'],
      },
    };
    expect(unused('Which ships were launched in March 1999?', launched)).toEqual([]);
  });

  it.each([
    ['How many unicorns are there?', ['unicorns: unknown']],
    ['How many ships are from Norway?', ['Norway: value']],
    ['How many captains do the ships have?', ['captains: name']],
    ['What is the average tonnage of ships?', ['average: operation', 'tonnage: name']],
    ['How many ships are not from Denmark?', ['not: operation', 'Denmark: value']],
    [
      'How many ships carry more than 900 tonnes?',
      ['carry: unknown', 'more: operation', '900: value', 'tonnes: name'],
    ],
  ])('names what a count of ships leaves of %s', (question, words) => {
    expect(unused(question, countShips)).toEqual(words);
  });

  it('counts content words, and says where they stand', () => {
    const question = 'How many green ships are there?';
    const use = wordUse(linkQuestion(question, content.schema, index), countShips);
    expect(use.content).toBe(3); // many, green, ships
    expect(use.unused).toEqual([{ text: 'green', start: 9, end: 14, kind: 'unknown' }]);
  });

  it('reads a whole row as all of its columns', () => {
    const all = {
      text: 'SELECT * FROM Ship',
      analysis: { ...nothing, relations: ['ship'], keywords: ['SELECT', 'FROM'] },
    };
    expect(unused('Show the flag and the tonnage of all ships.', all)).toEqual([]);
    expect(unused('Show the flag and the age.', all)).toEqual(['age: name']);
  });

  it.each([
    ['seconds', 1_672_531_200, 1_704_067_200],
    ['milliseconds', 1_672_531_200_000, 1_704_067_200_000],
  ])('reads days that are counted in %s', (_, first, next) => {
    const query = {
      text: `SELECT COUNT(*) FROM Ship WHERE launched >= ${first} AND launched < ${next}`,
      analysis: {
        ...nothing,
        relations: ['Ship'],
        columns: ['launched'],
        functions: ['count'],
        literals: [first, next],
      },
    };
    expect(unused('How many ships were launched in 2023?', query)).toEqual([]);
    expect(unused('How many ships were launched in 2021?', query)).toEqual(['2021: value']);
    const moved = { ...query, analysis: { ...query.analysis, literals: [first + 1] } };
    expect(unused('How many ships were launched in 2023?', moved)).toEqual(['2023: value']);
  });

  it('takes everyday synonyms and abbreviations of a name for the name', () => {
    const query = {
      text: 'SELECT emp_addr FROM employees',
      analysis: { ...nothing, relations: ['employees'], columns: ['emp_addr'] },
    };
    expect(unused('Where do the workers live, by address?', query)).toEqual([]);
  });
});
