import { describe, expect, it } from 'vitest';
import { queryWords } from '@momq/core/logical';
import { cypher } from './cypher-dialect.js';
import { cypherParser } from './cypher-parser.js';
import { cypherTutorials } from './cypher-tutorials/index.js';

const pack = cypher();

describe('cypher()', () => {
  it('renames words that the logical form has', () => {
    expect(queryWords).toEqual(expect.arrayContaining(Object.keys(pack.language.words)));
  });

  it('knows every keyword and function of its tutorials', () => {
    const { all, specific } = pack.keywords;
    const known = new Set(all);
    for (const { query } of cypherTutorials.pages.flatMap(({ examples }) => examples)) {
      const { keywords, functions } = cypherParser.parse(query);
      for (const word of [...keywords, ...functions.map((name) => name.toUpperCase())])
        expect(known).toContain(word);
    }
    expect(specific.filter((word) => !known.has(word))).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((word) => word === word.toUpperCase())).toBe(true);
  });

  it('prints node properties and relationships', () => {
    expect(
      pack.prompt!.renderSchema(pack.viewRelational!(cypherTutorials.sample.schema).schema),
    ).toBe(
      [
        'Nodes:',
        '(:Captain {captain_id: INTEGER, name: STRING, nationality: STRING, years_at_sea: INTEGER})',
        '(:Ship {ship_id: INTEGER, name: STRING, kind: STRING, length_m: FLOAT, built: INTEGER, captain_id: INTEGER})',
        '(:Berth {berth_id: INTEGER, name: STRING, depth_m: FLOAT})',
        '(:Visit {visit_id: INTEGER, ship_id: INTEGER, berth_id: INTEGER, arrived: DATE, fee: FLOAT})',
        '(:Cargo {cargo_id: INTEGER, visit_id: INTEGER, goods: STRING, tonnes: FLOAT})',
        'Relationships:',
        '(:Ship)-[:CAPTAIN]->(:Captain)',
        '(:Visit)-[:SHIP]->(:Ship)',
        '(:Visit)-[:BERTH]->(:Berth)',
        '(:Cargo)-[:VISIT]->(:Visit)',
      ].join('\n'),
    );
  });
});
