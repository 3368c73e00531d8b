import type { Cast } from '@momq/dialect';
import type { ExpressionType } from '@momq/core/logical';

/** The beginnings of texts that are numbers. */
const beginnings = {
  integer: '^[+-]?[0-9]+',
  real: '^[+-]?([0-9]+\\\\.?[0-9]*|\\\\.[0-9]+)([eE][+-]?[0-9]+)?',
};
const conversions = { integer: 'toInteger', real: 'toFloat' };

/** The number that a text begins with, 0 where it begins with none. */
export function leadingNumber(text: string, type: 'integer' | 'real'): string {
  const number = `${conversions[type]}(head(extract(trim(${text}), "${beginnings[type]}")))`;
  return `(CASE WHEN ${text} IS NULL THEN NULL ELSE coalesce(${number}, ${type === 'real' ? '0.0' : '0'}) END)`;
}

/** 1 and 0 of a truth value. */
export function truthNumber(text: string): string {
  return `(CASE WHEN ${text} THEN 1 WHEN NOT ${text} THEN 0 ELSE NULL END)`;
}

/** A value of type `from` in another type; dates are written by `DateTexts`. */
export function castText(
  text: string,
  from: ExpressionType,
  type: Exclude<Cast['type'], 'date' | 'datetime'>,
): string {
  if (from === 'boolean')
    return type === 'integer' ? truthNumber(text) : castText(truthNumber(text), 'integer', type);
  const isText = from === 'text' || from === 'date' || from === 'datetime';
  switch (type) {
    case 'text':
      return isText ? text : `toString(${text})`;
    case 'integer':
    case 'real':
      return isText ? leadingNumber(text, type) : `${conversions[type]}(${text})`;
  }
}
