import type { QueryBudget } from '@momq/core/execution';
import { isNumber, typeOf, type GraphValue } from '@momq/graph-store';
import { queryError } from './engine-error.js';
import { ofOne, ofTwo, type CypherFunction, type FunctionTable } from './function-table.js';
import type { StaticType } from './scope.js';

const number: readonly StaticType[] = ['integer', 'float'];

function real(name: string, of: (value: number) => number): CypherFunction {
  return ofOne((value) => of(numberIn(name, value)), { takes: [number], gives: 'float' });
}

function numberIn(name: string, value: GraphValue): number {
  if (isNumber(value)) return Number(value);
  throw queryError(`${name}: expected a number, got a ${typeOf(value)}`);
}

/** A number rounded to decimal places; halves as the mode says. */
function rounded(name: string, value: GraphValue, places: GraphValue, mode: GraphValue): number {
  const given = numberIn(name, value);
  const digits = Number(numberIn(name, places));
  if (!Number.isFinite(given)) return given;
  const scale = 10 ** digits;
  const scaled = Number((given * scale).toPrecision(15));
  return roundBy(String(mode).toUpperCase(), scaled) / scale;
}

function roundBy(mode: string, value: number): number {
  const [low, high] = [Math.floor(value), Math.ceil(value)];
  const isHalf = value - low === 0.5;
  switch (mode) {
    case 'UP':
      return value < 0 ? low : high;
    case 'DOWN':
      return Math.trunc(value);
    case 'CEILING':
      return high;
    case 'FLOOR':
      return low;
    case 'HALF_UP':
      return isHalf ? (value < 0 ? low : high) : Math.round(value);
    case 'HALF_DOWN':
      return isHalf ? (value < 0 ? high : low) : Math.round(value);
    case 'HALF_EVEN':
      return isHalf ? (low % 2 === 0 ? low : high) : Math.round(value);
    default:
      throw queryError(`round: expected a mode such as HALF_UP, got ${mode}`);
  }
}

function range(
  low: GraphValue,
  high: GraphValue,
  step: GraphValue,
  budget: QueryBudget,
): GraphValue {
  if (typeof low !== 'bigint' || typeof high !== 'bigint' || typeof step !== 'bigint')
    throw queryError('range: expected integers');
  if (step === 0n) throw queryError('range: expected a step other than 0, got 0');
  const count = step > 0n ? (high - low) / step : (low - high) / -step;
  if ((step > 0n && low > high) || (step < 0n && low < high)) return [];
  const begin = (): { items: bigint[]; at: bigint } => {
    budget.hold(Number(count) + 1);
    return { items: [], at: low };
  };
  return budget.turns.loop(range, begin, (loop) => {
    if (step > 0n ? loop.at > high : loop.at < high) return false;
    loop.items.push(loop.at);
    loop.at += step;
    return true;
  }).items;
}

/** Functions of numbers. */
export const numberFunctions: FunctionTable = {
  abs: ofOne(
    (value) => {
      if (typeof value === 'bigint') return value < 0n ? -value : value;
      return Math.abs(numberIn('abs', value));
    },
    { takes: [number] },
  ),
  sign: ofOne((value) => BigInt(Math.sign(numberIn('sign', value)) || 0), { takes: [number] }),
  ceil: real('ceil', Math.ceil),
  floor: real('floor', Math.floor),
  round: {
    count: [1, 3],
    gives: 'float',
    call: ([value, places, mode]) => {
      if (places === undefined) return Math.round(numberIn('round', value!));
      return rounded('round', value!, places, mode ?? 'HALF_UP');
    },
  },
  sqrt: real('sqrt', Math.sqrt),
  exp: real('exp', Math.exp),
  log: real('log', Math.log),
  log10: real('log10', Math.log10),
  sin: real('sin', Math.sin),
  cos: real('cos', Math.cos),
  tan: real('tan', Math.tan),
  cot: real('cot', (value) => 1 / Math.tan(value)),
  asin: real('asin', Math.asin),
  acos: real('acos', Math.acos),
  atan: real('atan', Math.atan),
  atan2: ofTwo((y, x) => Math.atan2(numberIn('atan2', y), numberIn('atan2', x))),
  sinh: real('sinh', Math.sinh),
  cosh: real('cosh', Math.cosh),
  tanh: real('tanh', Math.tanh),
  coth: real('coth', (value) => 1 / Math.tanh(value)),
  degrees: real('degrees', (value) => (value * 180) / Math.PI),
  radians: real('radians', (value) => (value * Math.PI) / 180),
  haversin: real('haversin', (value) => (1 - Math.cos(value)) / 2),
  isnan: ofOne((value) => Number.isNaN(numberIn('isNaN', value)), { gives: 'boolean' }),
  pi: { count: [0, 0], gives: 'float', call: () => Math.PI },
  e: { count: [0, 0], gives: 'float', call: () => Math.E },
  rand: { count: [0, 0], gives: 'float', call: () => Math.random() },
  range: {
    count: [2, 3],
    takes: [['integer'], ['integer'], ['integer']],
    gives: 'list',
    call: ([low, high, step = 1n], { budget }) => range(low!, high!, step, budget),
  },
};
