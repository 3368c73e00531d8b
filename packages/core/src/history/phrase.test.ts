import { describe, expect, it } from 'vitest';
import { Phrase, startsSentence } from './phrase.js';

const texts = (phrases: readonly Phrase[]): string[] => phrases.map(({ text }) => text);

describe('a phrase', () => {
  it('has the words of a question in lower case, without punctuation, and their places', () => {
    const { text, words } = Phrase.of('And “New York”, too?');
    expect(text).toBe('and new york too');
    expect(words.map(({ place }) => place)).toEqual([0, 2, 3, 6]);
  });

  it.each<[string, string, string | undefined]>([
    ['how many of them', 'how many', 'of them'],
    ['how many', 'how many', ''],
    ['the smallest first', '(?:and |the )*', 'smallest first'],
    ['smallest first', '(?:and |the )*', 'smallest first'],
    ['since 2022', '(?=since )', 'since 2022'],
    ['thesis', 'the', undefined],
    ['and thesis', '(?:and )?the', undefined],
  ])('gives of %j what follows %j', (text, pattern, rest) => {
    expect(Phrase.of(text).after(pattern)?.text).toBe(rest);
  });

  it('gives what stands before a pattern, whole words only', () => {
    expect(Phrase.of('price descending').before('descending')?.text).toBe('price');
    expect(Phrase.of('adescending').before('descending')).toBeUndefined();
  });

  it('is split at a word', () => {
    expect(texts(Phrase.of('name and grand total and').split('and'))).toEqual([
      'name',
      'grand total',
      '',
    ]);
  });

  it('tells sentences from pieces of them', () => {
    expect(startsSentence(Phrase.of('Show all customers'))).toBe(true);
    expect(startsSentence(Phrase.of('installed after 2000'))).toBe(false);
  });
});
