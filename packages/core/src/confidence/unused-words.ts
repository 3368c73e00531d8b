import type { QueryAnalysis } from '@momq/dialect';
import { foldText } from '../linking/fold-text.js';
import { matchKinds } from '../linking/link-question.js';
import type { LinkedQuestion } from '../linking/link-question.js';
import { numberOf } from '../linking/number-words.js';
import { stemOf } from '../linking/question-words.js';
import type { QuestionWord } from '../linking/question-words.js';
import { splitName } from '../linking/split-name.js';
import { areSynonyms, spelledOut } from './common-synonyms.js';
import { askedOperation, performs, roleOf } from './operation-words.js';

/** A word of a question that a query does not account for. */
export interface UnusedWord {
  /** As the question spells it. */
  readonly text: string;
  /** Offsets in the question, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /**
   * `name`: the database has something of this name, which the query does not read; `value`: it holds this value, which the query
   * does not compare with; `operation`: it asks for something to be done (an average, a negation) that the query does not do;
   * `unknown`: nothing in the database is called so.
   */
  readonly kind: 'name' | 'value' | 'operation' | 'unknown';
}

/** How a query uses the words of its question. */
export interface WordUse {
  /** Words about content, those that hold the sentence together left out. */
  readonly content: number;
  readonly unused: readonly UnusedWord[];
}

/** A query and what its parser found in it. */
export interface ReadQuery {
  readonly text: string;
  readonly analysis: Pick<
    QueryAnalysis,
    'relations' | 'columns' | 'functions' | 'literals' | 'keywords'
  >;
}

/**
 * Finds the content words of a question that a query leaves unused. A word is used when it matches a table, label, column
 * or property that the query reads (by linking, by stem, or as an everyday synonym), a constant that it compares with, or
 * an operation that it performs. It reads the query's text alone, so it serves every model and dialect.
 */
export function wordUse({ words, items, matches }: LinkedQuestion, query: ReadQuery): WordUse {
  const { relations, columns, literals } = query.analysis;
  const names = new Set([...relations, ...columns].map(foldText));
  const wholeRows = /\bselect\s+(distinct\s+)?(\w+\.)?\*/i.test(query.text);
  const reads = new Set(relations.map(foldText));
  const constants = new Set(literals.map((value) => foldText(String(value))));
  const nameStems = [...new Set([...relations, ...columns].flatMap(splitName).flatMap(spelledOut))];
  const literalStems = new Set(literals.flatMap((value) => wordsOf(String(value)).map(stemOf)));
  const isRead = items.map((item): boolean => {
    switch (item.kind) {
      case 'entity':
        return reads.has(foldText(item.entity)) || reads.has(lastPart(item.entity));
      case 'link':
        return names.has(foldText(item.link));
      case 'field':
        return (
          (names.has(foldText(item.field)) || wholeRows) &&
          (reads.has(foldText(item.entity)) || reads.has(lastPart(item.entity)))
        );
      case 'value':
        return constants.has(foldText(String(item.value)));
    }
  });

  const matchOf = (place: number): { read: boolean; named: boolean; best: number } => {
    let [read, named, best] = [false, false, matchKinds.none as number];
    items.forEach((_, row) => {
      const kind = matches[row * words.length + place]!;
      if (kind === matchKinds.none) return;
      best = Math.max(best, kind);
      named ||= kind === matchKinds.exact;
      read ||= isRead[row]!;
    });
    return { read, named, best };
  };

  const isUsed = (place: number): boolean => {
    const { stem, text } = words[place]!;
    if (literalStems.has(stem) || isConstant(words[place]!, constants)) return true;
    const joined = `${words[place - 1]?.stem.charAt(0) ?? ''}${stem}`;
    return (
      nameStems.some(
        (part) => part === joined || isOneWord(stem, part) || areSynonyms(stem, part),
      ) || [...constants].some((constant) => isShortFor(constant, text))
    );
  };

  const unused: UnusedWord[] = [];
  let content = 0;
  words.forEach(({ stem, text, start, end }, place) => {
    const operation = askedOperation(stem);
    const role = roleOf(stem);
    const { read, named, best } = matchOf(place);
    if (operation === undefined && (role === 'grammar' || (role === 'generic' && !named))) return;
    content += 1;
    if (read || isUsed(place)) return;
    if (operation !== undefined && !named) {
      if (!performs(operation, query.text, query.analysis))
        unused.push({ text, start, end, kind: 'operation' });
      return;
    }
    const kind =
      best === matchKinds.value ? 'value' : best === matchKinds.none ? 'unknown' : 'name';
    unused.push({ text, start, end, kind });
  });
  return { content, unused };
}

/** One of the two is the other's beginning or is inside it, or they begin alike for most of their length. */
function isOneWord(stem: string, part: string): boolean {
  if (stem === part) return true;
  const [short, long] = stem.length < part.length ? [stem, part] : [part, stem];
  if (short.length < 4) return false;
  if (long.startsWith(short) || (short === stem && long.includes(short))) return true;
  let common = 0;
  while (common < short.length && short[common] === long[common]) common++;
  return common >= 5 && common >= 0.7 * long.length;
}

/** `F` for female, `US` for United. */
function isShortFor(constant: string, word: string): boolean {
  return (
    constant.length > 0 &&
    constant.length <= 2 &&
    foldText(word).startsWith(constant.charAt(0)) &&
    /\p{L}/u.test(constant)
  );
}

function isConstant({ text }: QuestionWord, constants: ReadonlySet<string>): boolean {
  const number = numberOf(text);
  return number !== undefined && constants.has(String(number));
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** The words of a constant; of a date also the names of its month. */
function wordsOf(constant: string): string[] {
  const date = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(constant);
  const words = constant.match(/\p{N}+(?:[.,:]\p{N}+)*|\p{L}[\p{L}\p{M}]*/gu) ?? [];
  if (date === null) return words;
  const month = months[Number(date[2]) - 1];
  const full = monthNames.find((name) => month !== undefined && name.startsWith(month));
  return [...words, String(Number(date[3] ?? 0)), ...(full === undefined ? [] : [month!, full])];
}

const monthNames =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

function lastPart(entity: string): string {
  return foldText(entity.slice(entity.lastIndexOf('.') + 1));
}
