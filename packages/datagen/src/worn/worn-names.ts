import { splitName } from '@momq/core/linking';
import type { Random } from '../generated/random.js';
import { abbreviations, casings, drawCasing } from '../templates/lived-in/habits.js';

/** Names as the people behind one database would have given them. */
export interface WornNames {
  /** A name of a table that no other has yet. @param words - or a name in any spelling */
  table(words: string): string;
  /** A name of a column that no other of the table has yet. @param table - as it was called, in words or any spelling */
  column(table: string, words: string): string;
}

/** Words before the name of a table that say nothing. */
const emptyPrefixes = new Set(['tbl', 'ref', 'tb']);

/** What a word becomes where names are short: the usual short form, else its consonants or its beginning. */
function shortened(word: string, how: 'known' | 'consonants' | 'beginning'): string {
  const known = abbreviations[word];
  if (known !== undefined) return known;
  if (how === 'known' || word.length < 6) return word;
  if (how === 'beginning') return word.slice(0, 4);
  return (
    word.charAt(0) +
    word
      .slice(1)
      .replaceAll(/[aeiou]/g, '')
      .slice(0, 4)
  );
}

/** Draws the habits of one database. */
export function drawWornNames(random: Random): WornNames {
  const casing = drawCasing(random);
  const short =
    casing === 'spaced'
      ? 'full'
      : random.weighted([
          ['full', 40],
          ['known', 30],
          ['consonants', 15],
          ['beginning', 15],
        ] as const);
  const prefix =
    casing !== 'spaced' && random.chance(0.25)
      ? random.pick(['tbl', 't', 'app', 'dim', 'x', 'core'])
      : undefined;
  const columns = random.weighted([
    ['as they are', 55],
    ['without the table', 20],
    ['behind the table', casing === 'spaced' ? 0 : 25],
  ] as const);
  const spell = (words: readonly string[]): string =>
    casings[casing](short === 'full' ? words : words.map((word) => shortened(word, short)));
  const nounOf = (name: string): string[] => {
    const words = splitName(name);
    return words.length > 1 && emptyPrefixes.has(words[0]!) ? words.slice(1) : words;
  };
  const tables = new Set<string>();
  const columnsOf = new Map<string, Set<string>>();
  return {
    table(words) {
      const noun = nounOf(words);
      return freeName(spell(prefix === undefined ? noun : [prefix, ...noun]), tables);
    },
    column(table, words) {
      const noun = nounOf(table);
      const own = splitName(words);
      const says = own.length > 1 && sameWord(own[0]!, noun.at(-1)!);
      const rest = says ? own.slice(1) : own;
      const taken = columnsOf.get(table) ?? new Set<string>();
      columnsOf.set(table, taken);
      if (columns === 'behind the table') return freeName(spell([initials(noun), ...rest]), taken);
      const isKey = rest.length === 1 && rest[0] === 'id';
      return freeName(spell(columns === 'without the table' && !isKey ? rest : own), taken);
    },
  };
}

function sameWord(one: string, other: string): boolean {
  return one === other || `${one}s` === other || one === `${other}s`;
}

/** Three letters for a table of one word, the first of each word for others. */
function initials(words: readonly string[]): string {
  return words.length === 1 ? words[0]!.slice(0, 3) : words.map((word) => word.charAt(0)).join('');
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted}${String(count)}`;
  taken.add(name.toLowerCase());
  return name;
}
