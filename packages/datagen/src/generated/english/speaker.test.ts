import { describe, expect, it } from 'vitest';
import { smallLibrary } from '../../testing/small-library.js';
import type { SpokenField } from '../generated-database.js';
import { attributes } from '../lexicon/attribute.js';
import { Random } from '../random.js';
import { capitalise, Speaker } from './speaker.js';

/** Everything that a speaker may say. */
function said(say: (speaker: Speaker) => string, seeds = 400): Set<string> {
  return new Set(Array.from({ length: seeds }, (_, seed) => say(new Speaker(new Random(seed)))));
}

const { entities, links } = smallLibrary();
const [author, book, member] = entities as Required<typeof entities>;
const fieldOf = (entity: typeof author, column: string): SpokenField =>
  entity!.fields.find((field) => field.column === column)!;

/** A column of a name, with the nouns of an attribute of the lexicon. */
function column(words: string, key = 'rank'): SpokenField {
  return { ...fieldOf(member, 'age'), words, attribute: { ...attributes.get(key)!, nouns: [] } };
}

describe('Speaker', () => {
  it('calls a field by its column or by another noun for it', () => {
    expect(said((speaker) => speaker.field(fieldOf(author, 'birth_year')))).toEqual(
      new Set(['birth year', 'year of birth']),
    );
    const own = [...Array(400).keys()].filter(
      (seed) => new Speaker(new Random(seed)).field(fieldOf(author, 'birth_year')) === 'birth year',
    );
    expect(own.length / 400).toBeCloseTo(0.65, 1);
  });

  it('makes nouns of columns that are none', () => {
    expect(said((speaker) => speaker.field(column('is active')))).toEqual(new Set(['active flag']));
    expect(said((speaker) => speaker.field(column('founded')))).toEqual(
      new Set(['year founded', 'year']),
    );
    expect(said((speaker) => speaker.field(column('sold on')))).toEqual(
      new Set(['sold date', 'date']),
    );
    expect(said((speaker) => speaker.field(column('opened at')))).toEqual(
      new Set(['opened time', 'time']),
    );
  });

  it('joins first and last name into one', () => {
    const names = (['first_name', 'last_name'] as const).map((key) => ({
      ...column(key.replace('_', ' ')),
      attribute: { ...attributes.get(key)!, nouns: [] },
    }));
    expect(said((speaker) => speaker.fields(names, true))).toEqual(
      new Set([
        'full names',
        'names',
        'first and last names',
        'first names and last names',
        'first names as well as last names',
      ]),
    );
    // A last name alone is no full name.
    expect(said((speaker) => speaker.fields(names.slice(1), false))).toEqual(
      new Set(['last name']),
    );
  });

  it('writes numbers as digits, words and with commas, and never other ones', () => {
    expect(said((speaker) => speaker.value(3))).toEqual(new Set(['3', 'three']));
    expect(said((speaker) => speaker.value(11))).toEqual(new Set(['11']));
    expect(said((speaker) => speaker.value(2.5))).toEqual(new Set(['2.5']));
    expect(said((speaker) => speaker.value(1234567))).toEqual(new Set(['1234567', '1,234,567']));
    expect(said((speaker) => speaker.value(-40000))).toEqual(new Set(['-40000', '-40,000']));
  });

  it('quotes texts, or not', () => {
    expect(said((speaker) => speaker.value('New York'))).toEqual(
      new Set(['New York', '"New York"', "'New York'", 'new york']),
    );
  });

  it('says who the rows are, one by one or together', () => {
    const all = ['all books', 'all the books', 'the books', 'books'];
    expect(said((speaker) => speaker.together(book!))).toEqual(new Set(all));
    expect(said((speaker) => speaker.rows(book!))).toEqual(
      new Set([...all, 'each book', 'every book']),
    );
    // Under a restriction "each" would stand before a plural.
    expect(
      said((speaker) => speaker.rows(book!, { before: 'novel', after: 'after 2000' })),
    ).toEqual(
      new Set([
        'novel books after 2000',
        'the novel books after 2000',
        'all novel books after 2000',
      ]),
    );
  });

  it('calls a parent by its role', () => {
    const [written] = links;
    expect(said((speaker) => speaker.parentNoun(written!))).toEqual(new Set(['author']));
    expect(said((speaker) => speaker.parentNoun({ ...written!, role: 'translator' }))).toEqual(
      new Set(['translator']),
    );
  });

  it('asks for a thing with "is", and for things with "are"', () => {
    const asked = (one: boolean): string[] =>
      [...said((speaker) => speaker.ask('the age of Uma', one))].filter((text) =>
        /^What/.test(text),
      );
    expect(asked(true)).toEqual(['What is the age of Uma?']);
    expect(asked(false)).toEqual(['What are the age of Uma?']);
    for (const text of said((speaker) => speaker.ask('the age of Uma')))
      expect(text).toMatch(/^(Age|[A-Z].*\bage) of Uma[.?]?$/);
  });

  it('puts the right article before a noun', () => {
    const some = (noun: string): Set<string> => said((speaker) => speaker.some(noun), 1);
    expect(
      ['age', 'unit price', 'number of pages', 'pages'].map((noun) => [...some(noun)]),
    ).toEqual([['an age'], ['a unit price'], ['number of pages'], ['pages']]);
  });
});

describe('capitalise', () => {
  it('changes the first letter alone', () => {
    expect(['', 'an ISBN'].map(capitalise)).toEqual(['', 'An ISBN']);
  });
});
