import type { FunctionName, TimeUnit } from '@momq/dialect';
import type { TypedText } from './sql-spelling.js';
import { parenthesised } from './parenthesised.js';

/** A call whose arguments are written already, each as its parameter wants it: text, number or date. */
export interface SpelledCall {
  /** Operators may stand in them; {@link parenthesised} makes operands of them. */
  readonly arguments: readonly TypedText[];
  /** Of truncate, difference and add. */
  readonly unit: TimeUnit;
}

/** Writes one function of the catalogue. */
export type Spelling = (call: SpelledCall) => string;

/** How a dialect writes the functions of the catalogue; what it lacks is an UnsupportedFeatureError. */
export type FunctionSpellings = Readonly<Partial<Record<FunctionName, Spelling>>>;

/** A call by name: `NAME(a, b)`. */
export function named(name: string): Spelling {
  return (call) => `${name}(${call.arguments.map(({ text }) => text).join(', ')})`;
}

/** An operator between the arguments: `a || b`. */
export function infix(operator: string): Spelling {
  return (call) => call.arguments.map(({ text }) => parenthesised(text)).join(` ${operator} `);
}

/** The text of an argument, empty where it is absent. */
export function argumentText(call: SpelledCall, place: number): string {
  return call.arguments[place]?.text ?? '';
}

const positionIn: Spelling = (call) =>
  `POSITION(${argumentText(call, 1)} IN ${argumentText(call, 0)})`;

/**
 * Functions of text and numbers as standard SQL writes them; dates have no spelling that dialects share.
 * A pack spreads it into its own table and replaces what its dialect writes differently.
 */
export const standardFunctions = {
  lower: named('LOWER'),
  upper: named('UPPER'),
  length: named('LENGTH'),
  trim: named('TRIM'),
  substring: named('SUBSTRING'),
  concat: infix('||'),
  replace: named('REPLACE'),
  position: positionIn,
  abs: named('ABS'),
  round: named('ROUND'),
  floor: named('FLOOR'),
  ceiling: named('CEILING'),
  mod: named('MOD'),
  power: named('POWER'),
  sqrt: named('SQRT'),
  coalesce: named('COALESCE'),
  nullif: named('NULLIF'),
} as const satisfies FunctionSpellings;
