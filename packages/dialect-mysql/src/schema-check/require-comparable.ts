import type { DatabaseSchema, EntityField } from '@momq/dialect';
import { QueryExecutionError } from '@momq/dialect';
import { quoteText } from '@momq/core/sql';
import type { Node, Query } from '../syntax/nodes.js';
import { fieldsOfColumns } from './column-fields.js';
import { comparisonsOf } from './comparisons.js';

/** What MySQL converts to a number as people mean it. */
const NUMBER = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/;
/** Numbers that MySQL takes for a date have six digits and more: 20240229. */
const LEAST_DATE = 10_101;

/**
 * MySQL compares everything with everything: it takes `'abc'` for 0, and 2000 for no date. What can only be meant otherwise is told
 * before it runs.
 *
 * @throws QueryExecutionError that says what the column can be compared with
 */
export function requireComparable(query: Query, schema: DatabaseSchema): void {
  const fieldOf = fieldsOfColumns(query, schema);
  for (const { column, with: other } of comparisonsOf(query)) {
    const field = fieldOf(column.parts);
    const advice = field && adviceFor(field, other, fieldOf);
    if (field === undefined || advice === undefined) continue;
    throw new QueryExecutionError(
      `mysql: expected ${advice.expected} to compare ${column.parts.join('.')} (${field.nativeType ?? field.type}) with, got ${written(other)}. ${advice.remedy}.`,
    );
  }
}

/** True where a query compares columns with what may be of another type, so that the schema has to be known. */
export function comparesTypes(query: Query): boolean {
  return comparisonsOf(query).some(({ with: { kind } }) =>
    ['text', 'number', 'unary', 'column'].includes(kind),
  );
}

interface Advice {
  readonly expected: string;
  readonly remedy: string;
}

function adviceFor(
  field: EntityField,
  other: Node,
  fieldOf: ReturnType<typeof fieldsOfColumns>,
): Advice | undefined {
  const isNumber = ['integer', 'real', 'boolean'].includes(field.type);
  const isDate = field.type === 'date' || field.type === 'datetime';
  const number = numberOf(other);
  if (isNumber && other.kind === 'text' && !NUMBER.test(other.value))
    return {
      expected: 'a number',
      remedy: `MySQL would take the text for 0. Write a number, or compare CAST(${field.name} AS CHAR)`,
    };
  if (isDate && other.kind === 'text' && !/^\s*\d/.test(other.value))
    return { expected: 'a date', remedy: "Write it as '2024-02-29'" };
  if (isDate && number !== undefined && Math.abs(number) < LEAST_DATE)
    return {
      expected: 'a date',
      remedy: `Write it as '2024-02-29', or compare YEAR(${field.name})`,
    };
  if (isDate && other.kind === 'column' && isPlainNumber(fieldOf(other.parts)))
    return {
      expected: 'a date',
      remedy: `Convert the number, for example by FROM_UNIXTIME(${other.parts.join('.')})`,
    };
  if (field.type === 'text' && number !== undefined && holdsWords(field))
    return {
      expected: 'a text',
      remedy: `MySQL would take texts without digits for 0. Write '${number}' in quotes`,
    };
  return undefined;
}

function isPlainNumber(field: EntityField | undefined): boolean {
  return field?.type === 'integer' || field?.type === 'real';
}

/** Whether the values that are known are not all numbers. */
function holdsWords({ allowedValues = [], samples = [] }: EntityField): boolean {
  return [...allowedValues, ...samples].some((value) => !NUMBER.test(String(value)));
}

function numberOf(node: Node): number | undefined {
  if (node.kind === 'number') return Number(node.text);
  if (node.kind !== 'unary' || !/^[-+]$/.test(node.operator)) return undefined;
  const size = numberOf(node.operand);
  return size === undefined ? undefined : node.operator === '-' ? -size : size;
}

function written(node: Node): string {
  if (node.kind === 'text') return quoteText(node.value);
  return node.kind === 'column' ? node.parts.join('.') : String(numberOf(node));
}
