import { isList, isNull, isNumber, typeOf, type GraphValue } from '@momq/graph-store';
import { queryError } from './engine-error.js';
import { ofOne, type CypherFunction, type FunctionTable } from './function-table.js';
import type { StaticType } from './scope.js';
import { textFunctions } from './text-functions.js';

const mostInteger = 2n ** 63n;

function toInteger(value: GraphValue): GraphValue {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return ofFloat(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'string') return integerIn(value);
  throw queryError(`toInteger: expected a number, a text or a truth value, got a ${typeOf(value)}`);
}

function ofFloat(value: number): GraphValue {
  if (Number.isNaN(value)) return 0n;
  const whole = Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
  if (whole === undefined) return value > 0 ? mostInteger - 1n : -mostInteger;
  return whole >= mostInteger ? mostInteger - 1n : whole < -mostInteger ? -mostInteger : whole;
}

function integerIn(text: string): GraphValue {
  if (/^[+-]?\d+$/.test(text)) {
    const value = BigInt(text.replace('+', ''));
    if (value >= mostInteger || value < -mostInteger)
      throw queryError(`toInteger: expected an integer of 64 bits, got ${text}`);
    return value;
  }
  const value = floatIn(text);
  return value === null ? null : ofFloat(value);
}

function toFloat(value: GraphValue): GraphValue {
  if (isNumber(value)) return Number(value);
  if (typeof value === 'string') return floatIn(value.trim());
  throw queryError(`toFloat: expected a number or a text, got a ${typeOf(value)}`);
}

function floatIn(text: string): number | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    return /^[+-]?Infinity$|^NaN$/.test(text) ? Number(text) : null;
  return Number(text);
}

function toBoolean(value: GraphValue): GraphValue {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value !== 0n;
  if (typeof value !== 'string')
    throw queryError(
      `toBoolean: expected a text, an integer or a truth value, got a ${typeOf(value)}`,
    );
  const word = value.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : null;
}

function orNull(convert: (value: GraphValue) => GraphValue): CypherFunction {
  return ofOne((value) => {
    try {
      return convert(value);
    } catch {
      return null;
    }
  });
}

function eachOf(name: string, convert: (value: GraphValue) => GraphValue): CypherFunction {
  const one = orNull(convert);
  return ofOne(
    (list) => {
      if (!isList(list)) throw queryError(`${name}: expected a list, got a ${typeOf(list)}`);
      return list.map((item) => (isNull(item) ? null : one.call([item], undefined as never)));
    },
    { takes: [['list']], gives: 'list' },
  );
}

const plain: readonly StaticType[] = ['integer', 'float', 'string', 'boolean'];
const toText = (value: GraphValue): GraphValue =>
  textFunctions.tostring!.call([value], undefined as never);

/** Functions that make one kind of value of another. */
export const conversionFunctions: FunctionTable = {
  tointeger: ofOne(toInteger, { takes: [plain] }),
  toint: ofOne(toInteger, { takes: [plain] }),
  tofloat: ofOne(toFloat, { takes: [['integer', 'float', 'string']] }),
  toboolean: ofOne(toBoolean, { takes: [['string', 'integer', 'boolean']] }),
  tointegerornull: orNull(toInteger),
  tofloatornull: orNull(toFloat),
  tobooleanornull: orNull(toBoolean),
  tointegerlist: eachOf('toIntegerList', toInteger),
  tofloatlist: eachOf('toFloatList', toFloat),
  tobooleanlist: eachOf('toBooleanList', toBoolean),
  tostringlist: eachOf('toStringList', toText),
};
