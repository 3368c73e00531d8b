import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ConfigError } from '@momq/dialect';
import { jsonValue } from '../execution/json-value.js';
import { splits } from './training-pair.js';
import type { TrainingPair } from './training-pair.js';

/** Reads pairs that {@link writePair} wrote, one a line; blank lines are passed over. */
export async function* readPairs(file: string): AsyncGenerator<TrainingPair> {
  let number = 0;
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Infinity,
  })) {
    number += 1;
    if (line.trim() !== '') yield parsePair(line, `${file}:${number}`);
  }
}

/** A pair as one line of JSON, its end of line included; rows as {@link jsonValue} has them. */
export function writePair(pair: TrainingPair): string {
  const rows = pair.rows.map((row) => row.map(jsonValue));
  return `${JSON.stringify({ ...pair, rows })}\n`;
}

/**
 * Reads one line.
 *
 * @param place - file and line, for the message
 * @throws ConfigError that names the place and the member that is not as {@link TrainingPair} says
 */
export function parsePair(line: string, place: string): TrainingPair {
  let pair: unknown;
  try {
    pair = JSON.parse(line);
  } catch (cause) {
    throw new ConfigError(
      `${place}: expected one JSON object a line, got ${line.slice(0, 60)}. Remove the line, or make the file again.`,
      { cause },
    );
  }
  const problem = isRecord(pair) ? problemOf(pair) : `expected an object, got ${kindOf(pair)}`;
  if (problem !== undefined)
    throw new ConfigError(`${place}: ${problem}. Make the file again with momq datagen.`);
  return pair as TrainingPair;
}

const texts = ['id', 'source', 'licence', 'dbId', 'question', 'dialect', 'query'] as const;

function problemOf(pair: Readonly<Record<string, unknown>>): string | undefined {
  const name = texts.find((member) => typeof pair[member] !== 'string');
  if (name !== undefined) return `expected ${name} to be text, got ${kindOf(pair[name])}`;
  const { split, rows, rowCount, logical } = pair;
  if (!splits.some((known) => known === split))
    return `expected split to be one of ${splits.join(', ')}, got ${String(split)}`;
  if (!isList(rows) || !rows.every(isList))
    return `expected rows to be a list of lists, got ${kindOf(rows)}`;
  if (!Number.isInteger(rowCount) || Number(rowCount) < rows.length)
    return `expected rowCount to be a whole number, ${rows.length} or more, got ${String(rowCount)}`;
  if (logical !== undefined && !isQuery(logical))
    return `expected logical to be a query of the logical form, got ${kindOf(logical)}`;
  return undefined;
}

function isQuery(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (value['kind'] === 'set') return isQuery(value['left']) && isQuery(value['right']);
  const parts = ['from', 'select', 'groupBy', 'orderBy'];
  return value['kind'] === 'select' && parts.every((part) => isList(value[part]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isList(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return isList(value) ? 'a list' : value === undefined ? 'nothing' : typeof value;
}
