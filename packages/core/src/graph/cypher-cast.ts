import type { Cast } from '@momq/dialect';
import type { ExpressionType } from '../logical/expression-type.js';
import { bound } from './cypher-binding.js';
import type { CypherDates, TimeValue } from './cypher-dates.js';
import type { CypherVariables } from './cypher-variables.js';

/** A number with its fraction and its power of ten, as a regular expression of Cypher. */
const realBeginning = "'[+-]?(\\\\d+\\\\.?\\\\d*|\\\\.\\\\d+)([eE][+-]?\\\\d+)?'";

/** A value in another type. Text is read as far as it is a number: its longest beginning that is one. */
export function writeCast(
  type: Cast['type'],
  value: TimeValue & { readonly type: ExpressionType },
  dates: CypherDates,
  variables: CypherVariables,
): string {
  const { text } = value;
  if (value.type === 'boolean' && type !== 'date' && type !== 'datetime') {
    const number = `CASE WHEN ${text} THEN 1 WHEN NOT (${text}) THEN 0 END`;
    return type === 'integer' ? number : `${type === 'text' ? 'toString' : 'toFloat'}(${number})`;
  }
  const isTime = value.type === 'date' || value.type === 'datetime';
  const isText = value.type === 'text' || isTime;
  const asText = isTime ? dates.iso(value) : text;
  switch (type) {
    case 'text':
      return isText ? asText : `toString(${text})`;
    case 'integer':
      return isText
        ? readNumber(asText, "'[+-]?\\\\d+'", 'toInteger', variables)
        : `toInteger(${text})`;
    case 'real':
      return isText ? readNumber(asText, realBeginning, 'toFloat', variables) : `toFloat(${text})`;
    case 'date':
      return `substring(${dates.iso(value)}, 0, 10)`;
    case 'datetime':
      return dates.withTime(value);
  }
}

function readNumber(
  text: string,
  pattern: string,
  toNumber: string,
  variables: CypherVariables,
): string {
  return bound(`trim(${text})`, variables, (it) => {
    const length = variables.take('length');
    const beginnings = `[${length} IN range(1, coalesce(size(${it}), 0)) WHERE substring(${it}, 0, ${length}) =~ ${pattern} | substring(${it}, 0, ${length})]`;
    return `CASE WHEN ${it} IS NOT NULL THEN coalesce(${toNumber}(last(${beginnings})), 0) END`;
  });
}
