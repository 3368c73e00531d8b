import type { QueryGrammar } from './query-grammar.js';

/** Types one in the other. */
const MAX_DEPTH = 50;

/** Reads a type: `INT64`, `NUMERIC(10, 2)`, `ARRAY<STRUCT<a INT64, b STRING>>`. */
export function parseType(grammar: QueryGrammar, depth = 0): void {
  const { cursor } = grammar;
  parseTypeName(grammar, depth);
  if (cursor.sign() !== '(') return;
  cursor.inBrackets(() =>
    cursor.list(() => {
      if (cursor.token?.kind !== 'number' && cursor.word() !== 'MAX') cursor.fail();
      cursor.place += 1;
    }),
  );
}

/** Reads a type without parameters. */
export function parseTypeName(grammar: QueryGrammar, depth = 0): void {
  const { cursor } = grammar;
  if (depth > MAX_DEPTH) cursor.fail();
  if (cursor.take('ARRAY') || cursor.take('RANGE')) {
    inAngles(grammar, () => parseType(grammar, depth + 1));
  } else if (cursor.take('STRUCT')) {
    inAngles(grammar, () => {
      if (cursor.sign() === '>') return;
      cursor.list(() => {
        const isNamed = cursor.isName() && (cursor.isPathPart(1) || isConstructor(cursor.word(1)));
        if (isNamed) cursor.name();
        parseType(grammar, depth + 1);
      });
    });
  } else {
    cursor.path();
  }
}

function inAngles({ cursor }: QueryGrammar, content: () => void): void {
  if (cursor.token?.kind !== 'symbol' || cursor.token.text !== '<') cursor.fail();
  cursor.place += 1;
  content();
  if (cursor.token?.kind !== 'symbol' || cursor.token.text !== '>') cursor.fail();
  cursor.place += 1;
}

function isConstructor(word: string): boolean {
  return word === 'ARRAY' || word === 'STRUCT' || word === 'RANGE';
}
