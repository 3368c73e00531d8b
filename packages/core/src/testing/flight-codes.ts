import { queryWords } from '../logical/query-words.js';
import type { QueryItem, QueryToken } from '../logical/query-items.js';
import { flightSchema, itemsOf, value } from './flight-schema.js';

/** What the grammars of tests may name. */
export const items = itemsOf(flightSchema, [
  value('Rome', 'airport.city', 'weather.city'),
  value(2019),
  value('ITA', 'airline.name'),
  value('blue sky'),
]);

/** Numbers from 0 up to 1, the same for a seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The code of one flag that is set, `share` of the way through them; undefined when none is. */
export function oneOf(flags: Uint8Array, share: number): number | undefined {
  const codes: number[] = [];
  for (let code = 0; code < flags.length; code += 1) if (flags[code] === 1) codes.push(code);
  return codes[Math.floor(share * codes.length)];
}

/** The token that a code of the whole vocabulary stands for. */
export function tokenOf(code: number): QueryToken {
  return code < queryWords.length
    ? { kind: 'word', word: queryWords[code]! }
    : { kind: 'item', index: code - queryWords.length };
}

/** Reads `word` and `entity`, `entity.field`, `'value'`, `link!` names into codes. */
export function codesOf(text: string): number[] {
  return text.split(' ').map((name) => {
    const word = (queryWords as readonly string[]).indexOf(name.replaceAll('_', ' '));
    if (word >= 0) return word;
    const index = items.findIndex((item) => nameOf(item) === name);
    if (index < 0) throw new Error(`no item ${name}`);
    return queryWords.length + index;
  });
}

/** How `codesOf` reads a token. */
export function nameOfToken(token: QueryToken): string {
  return token.kind === 'word' ? token.word : nameOf(items[token.index]!);
}

function nameOf(item: QueryItem): string {
  switch (item.kind) {
    case 'entity':
      return item.entity;
    case 'field':
      return `${item.entity}.${item.field}`;
    case 'link':
      return `${item.link}!`;
    case 'value':
      return `'${String(item.value).replace(' ', '_')}'`;
  }
}
