import { GraphEdge, GraphNode, isList, isMap, typeOf, type GraphValue } from '@momq/graph-store';
import { queryError } from './engine-error.js';
import { ofOne, ofTwo, type CypherFunction, type FunctionTable } from './function-table.js';
import { textOfValue } from './value-text.js';
import type { StaticType } from './scope.js';
import { temporalTypes } from './static-type.js';

const text: readonly StaticType[] = ['string'];

function textIn(name: string, value: GraphValue): string {
  if (typeof value === 'string') return value;
  throw queryError(`${name}: expected a text, got a ${typeOf(value)}`);
}

function countIn(name: string, value: GraphValue): number {
  if (typeof value === 'bigint' && value >= 0n) return Number(value);
  throw queryError(`${name}: expected a whole number from 0 on, got ${String(value)}`);
}

function onText(name: string, of: (value: string) => GraphValue): CypherFunction {
  return ofOne((value) => of(textIn(name, value)), { takes: [text], gives: 'string' });
}

function trimming(name: string, start: boolean, end: boolean): CypherFunction {
  return {
    count: [1, 2],
    takes: [text, text],
    gives: 'string',
    call: ([value, characters]) =>
      trimmed(
        textIn(name, value!),
        characters === undefined ? undefined : textIn(name, characters),
        start,
        end,
      ),
  };
}

function trimmed(
  value: string,
  characters: string | undefined,
  start: boolean,
  end: boolean,
): string {
  const letters = Array.from(value);
  const goes = (letter: string): boolean =>
    characters === undefined ? /\s/.test(letter) : characters.includes(letter);
  let [from, to] = [0, letters.length];
  while (start && from < to && goes(letters[from]!)) from += 1;
  while (end && to > from && goes(letters[to - 1]!)) to -= 1;
  return letters.slice(from, to).join('');
}

function split(value: GraphValue, by: GraphValue): GraphValue {
  const signs = isList(by) ? by.map((each) => textIn('split', each)) : [textIn('split', by)];
  const parts = signs.reduce(
    (all, sign) => all.flatMap((part) => part.split(sign)),
    [textIn('split', value)],
  );
  return parts;
}

/** Part of a text by characters, not by UTF-16 units. */
function sliced(value: string, from: number, to?: number): string {
  if (!/[\ud800-\udfff]/.test(value)) return value.slice(from, to);
  return Array.from(value).slice(from, to).join('');
}

/** Reverses by characters, not by UTF-16 units. */
function reversed(value: GraphValue): GraphValue {
  if (isList(value)) return value.toReversed();
  return Array.from(textIn('reverse', value)).reverse().join('');
}

function toText(value: GraphValue): string {
  if (
    isList(value) ||
    isMap(value) ||
    value instanceof GraphNode ||
    value instanceof GraphEdge ||
    typeOf(value) === 'path'
  )
    throw queryError(`toString: expected a value that is one, got a ${typeOf(value)}`);
  return textOfValue(value);
}

/** Functions of texts. */
export const textFunctions: FunctionTable = {
  tolower: onText('toLower', (value) => value.toLowerCase()),
  lower: onText('lower', (value) => value.toLowerCase()),
  toupper: onText('toUpper', (value) => value.toUpperCase()),
  upper: onText('upper', (value) => value.toUpperCase()),
  trim: trimming('trim', true, true),
  btrim: trimming('btrim', true, true),
  ltrim: trimming('ltrim', true, false),
  rtrim: trimming('rtrim', false, true),
  left: ofTwo((value, count) => sliced(textIn('left', value), 0, countIn('left', count)), {
    gives: 'string',
  }),
  right: ofTwo(
    (value, count) => {
      const given = textIn('right', value);
      const letters = Array.from(given).length;
      return sliced(given, Math.max(0, letters - countIn('right', count)));
    },
    { gives: 'string' },
  ),
  substring: {
    count: [2, 3],
    takes: [text, ['integer'], ['integer']],
    gives: 'string',
    call: ([value, from, count]) => {
      const start = countIn('substring', from!);
      const end = count === undefined ? undefined : start + countIn('substring', count);
      return sliced(textIn('substring', value!), start, end);
    },
  },
  replace: {
    count: [3, 3],
    takes: [text, text, text],
    gives: 'string',
    call: ([value, part, by]) =>
      textIn('replace', value!).replaceAll(textIn('replace', part!), () => textIn('replace', by!)),
  },
  split: ofTwo(split, { gives: 'list' }),
  reverse: ofOne(reversed),
  normalize: {
    count: [1, 2],
    gives: 'string',
    call: ([value, form = 'NFC']) =>
      textIn('normalize', value!).normalize(textIn('normalize', form)),
  },
  char_length: onText('char_length', (value) => BigInt(Array.from(value).length)),
  character_length: onText('character_length', (value) => BigInt(Array.from(value).length)),
  tostring: ofOne(toText, {
    takes: [['string', 'integer', 'float', 'boolean', ...temporalTypes]],
    gives: 'string',
  }),
  tostringornull: ofOne(
    (value) => {
      try {
        return toText(value);
      } catch {
        return null;
      }
    },
    { gives: 'any' },
  ),
};
for (const name of ['char_length', 'character_length'] as const)
  Object.assign(textFunctions[name]!, { gives: 'integer' });
