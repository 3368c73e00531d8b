import type { Value } from '@momq/dialect';

/** Rows of a result. */
export type ResultRows = readonly (readonly Value[])[];

/** How {@link resultsEqual} compares. */
export interface ResultComparison {
  /** True when the question asks for an order: rows must come in the gold's order. */
  readonly orderMatters: boolean;
  /** Rows of the gold before it was cut, where only its first rows were stored; default `gold.length`. */
  readonly goldRowCount?: number;
  /** Columns that the gold does not have are passed over; default false. */
  readonly extraColumns?: boolean;
}

/** Two numbers are equal within this share of the larger one, unless both are integers. */
const relativeTolerance = 1e-6;

const numeral = /^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const wholeNumeral = /^\+?(-?(?:0|[1-9]\d*))(?:\.0+)?$/;
const isoMoment = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.0+)?(?:Z|\+00(?::?00)?)?$/;

/**
 * Execution match of Spider's test suite (Zhong, Yu and Klein 2020, "Semantic evaluation for text-to-SQL with distilled
 * test suites"): both results hold the same rows as often, under some permutation of the columns.
 *
 * Engines spell one value in several ways, so numerals in text equal numbers (`'1.0'` = 1; not `'007'`), booleans equal 1
 * and 0, `2020-01-02T00:00:00Z` equals `2020-01-02`, and decimals agree within a relative 1e-6. Integers beyond 2^53 are compared
 * by all of their digits, whether they are `bigint`, text or numbers.
 * Two results without rows are equal, whatever their columns.
 */
export function resultsEqual(
  gold: ResultRows,
  predicted: ResultRows,
  comparison: ResultComparison,
): boolean {
  const expectedRows = comparison.goldRowCount ?? gold.length;
  if (predicted.length !== expectedRows) return false;
  if (gold.length === 0) return true;
  const width = gold[0]!.length;
  const columns = predicted[0]!.length;
  if (columns < width || (columns > width && comparison.extraColumns !== true)) return false;
  // A stored gold that was cut is compared with the first rows when ordered, else as a part of the bag.
  const compared = comparison.orderMatters ? predicted.slice(0, gold.length) : predicted;
  const [goldColumns, predictedColumns] = classifyColumns(gold, compared);
  return comparison.orderMatters
    ? sameSequences(goldColumns, predictedColumns)
    : matchBags(goldColumns, predictedColumns);
}

/** Replaces every value by the number of its equality class; column by column, so that no row objects are made. */
function classifyColumns(gold: ResultRows, predicted: ResultRows): [Int32Array[], Int32Array[]] {
  const normal = [gold, predicted].map((rows) => rows.map((row) => row.map(normalise)));
  const classOf = numberClasses(
    normal.flatMap((rows) =>
      rows.flatMap((row) => row.filter((value) => typeof value === 'number')),
    ),
  );
  const columnsOf = (rows: (string | number)[][]): Int32Array[] =>
    Array.from({ length: rows[0]!.length }, (_, column) =>
      Int32Array.from(rows, (row) => classOf(row[column]!)),
    );
  return [columnsOf(normal[0]!), columnsOf(normal[1]!)];
}

/** A number where the value is numeric, else text that names its kind first. */
function normalise(value: Value): string | number {
  if (typeof value === 'number') return normaliseNumber(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return normaliseInteger(value);
  if (value === null) return 'null';
  if (typeof value === 'string') {
    const text = value.trimEnd();
    const whole = wholeNumeral.exec(text)?.[1];
    if (whole !== undefined) return normaliseInteger(BigInt(whole));
    if (numeral.test(text)) return normaliseNumber(Number(text));
    const moment = isoMoment.exec(text);
    if (moment)
      return moment[2] === '00:00:00' ? `text:${moment[1]}` : `text:${moment[1]} ${moment[2]}`;
    return `text:${text}`;
  }
  return `json:${JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))}`;
}

/** Beyond 2^53 a number is compared by its digits, as an integer of an engine that has them; what is not finite is no number here. */
function normaliseNumber(value: number): string | number {
  if (!Number.isFinite(value)) return `text:${value}`;
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? `integer:${BigInt(value)}`
    : value;
}

function normaliseInteger(value: bigint): string | number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : `integer:${value}`;
}

/**
 * Numbers in ascending order form a class while they are within the tolerance of its first one. A class holds one integer
 * at most, so that 1000001 and 1000002 differ.
 */
function numberClasses(numbers: readonly number[]): (value: string | number) => number {
  const classes = new Map<string | number, number>();
  let next = 0;
  let first = Number.NaN;
  let integer = Number.NaN;
  for (const value of [...new Set(numbers)].sort((left, right) => left - right)) {
    const near =
      Math.abs(value - first) <= relativeTolerance * Math.max(Math.abs(value), Math.abs(first));
    const clash = Number.isInteger(value) && Number.isInteger(integer);
    if (!near || clash) {
      next += 1;
      first = value;
      integer = Number.NaN;
    }
    if (Number.isInteger(value)) integer = value;
    classes.set(value, next);
  }
  return (value) => {
    let known = classes.get(value);
    if (known === undefined) {
      next += 1;
      known = next;
      classes.set(value, known);
    }
    return known;
  };
}

/** Ordered rows agree under a permutation exactly when the gold's columns are among the predicted as sequences. */
function sameSequences(gold: readonly Int32Array[], predicted: readonly Int32Array[]): boolean {
  const left = predicted.map((column) => column.join());
  return gold.every((column) => {
    const place = left.indexOf(column.join());
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
}

/** Searches a column permutation, most distinct gold column first; a prefix is dropped as soon as its bags disagree. */
function matchBags(gold: readonly Int32Array[], predicted: readonly Int32Array[]): boolean {
  const byDistinct = [...gold].sort((left, right) => new Set(right).size - new Set(left).size);
  const used = predicted.map(() => false);
  const extend = (depth: number, goldPrefix: Int32Array, predictedPrefix: Int32Array): boolean => {
    if (depth === byDistinct.length) return true;
    const tried: Int32Array[] = [];
    for (const [index, column] of predicted.entries()) {
      if (used[index] || tried.some((other) => sameColumn(other, column))) continue;
      tried.push(column);
      const next = refine(goldPrefix, byDistinct[depth]!, predictedPrefix, column);
      if (!next) continue;
      used[index] = true;
      if (extend(depth + 1, next[0], next[1])) return true;
      used[index] = false;
    }
    return false;
  };
  return extend(0, new Int32Array(gold[0]!.length), new Int32Array(predicted[0]!.length));
}

function sameColumn(left: Int32Array, right: Int32Array): boolean {
  return left.every((value, index) => value === right[index]);
}

/**
 * Row classes of prefix plus column, or `undefined` when some class is more frequent in the gold than in the prediction.
 * With as many rows on both sides that means equal bags.
 */
function refine(
  goldPrefix: Int32Array,
  goldColumn: Int32Array,
  predictedPrefix: Int32Array,
  predictedColumn: Int32Array,
): [Int32Array, Int32Array] | undefined {
  const classes = new Map<number, number>();
  const balance: number[] = [];
  const classify = (prefix: Int32Array, column: Int32Array, step: number): Int32Array =>
    Int32Array.from(prefix, (row, index) => {
      // Both parts are small counters: the pair is exact in a double.
      const pair = row * 2 ** 26 + column[index]!;
      let known = classes.get(pair);
      if (known === undefined) {
        known = balance.length;
        classes.set(pair, known);
        balance.push(0);
      }
      balance[known]! += step;
      return known;
    });
  const predictedNext = classify(predictedPrefix, predictedColumn, 1);
  const goldNext = classify(goldPrefix, goldColumn, -1);
  return balance.some((count) => count < 0) ? undefined : [goldNext, predictedNext];
}
