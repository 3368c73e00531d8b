import { describe, expect, it } from 'vitest';

import { attributes } from './attribute.js';
import { domains, parseDomains } from './domain.js';

describe('parseDomains', () => {
  it('reads nouns, attributes, values, superlatives and links', () => {
    const [domain] = parseDomains(
      '= d\nbook/volume: title<title> kind{big,small} height:depth_cm#3-90.1!deepest,lowest/flattest >hall:main hall[in,kept in]\nhall: price',
    );
    const [book] = domain!.entities;
    expect(book!.nouns).toEqual(['book', 'volume']);
    expect(book!.attributes.map((attribute) => [attribute.names[0], attribute.values])).toEqual([
      ['title', { kind: 'pool', pool: 'title', words: [] }],
      ['kind', { kind: 'choice', choices: ['big', 'small'] }],
      ['depth cm', { kind: 'real', low: 3, high: 90, decimals: 1 }],
    ]);
    expect(book!.attributes[2]!.most).toEqual(['deepest', 'lowest']);
    expect(book!.links).toEqual([{ to: 'hall', role: 'main hall', phrases: ['in', 'kept in'] }]);
  });

  it('names what it does not understand', () => {
    expect(() => parseDomains('= d\nbook: shininess')).toThrow(/shininess/);
    expect(() => parseDomains('= d\nbook: price >shelf[on]')).toThrow(/shelf/);
  });

  it('has a lexicon of many domains whose parts are all used as words', () => {
    expect(domains.length).toBeGreaterThanOrEqual(60);
    expect(attributes.size).toBeGreaterThan(60);
    for (const domain of domains) {
      expect(domain.entities.length, domain.name).toBeGreaterThanOrEqual(3);
      for (const entity of domain.entities) {
        expect(
          entity.attributes.length + entity.links.length,
          `${domain.name}/${entity.nouns[0]}`,
        ).toBeGreaterThanOrEqual(2);
        for (const word of [
          ...entity.nouns,
          ...entity.attributes.flatMap((attribute) => attribute.names),
        ])
          expect(word).toMatch(/^[a-z][a-z0-9 -]*$/);
      }
    }
  });
});
