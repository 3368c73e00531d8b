import type { Expression } from '@momq/dialect';
import { unsupported } from './sqlite-logical-form-context.js';
import { partText } from './sqlite-logical-form-date-parts.js';
import { dayOf } from './sqlite-logical-form-days.js';
import { nested } from './sqlite-logical-form-functions.js';

/** Shorter names for several parts (https://sqlite.org/lang_datefunc.html#strftime_function). */
const short: Readonly<Record<string, string>> = { F: '%Y-%m-%d', T: '%H:%M:%S', R: '%H:%M' };

/** Beginnings of an ISO 8601 date, longest first, with their lengths. */
const beginnings = [
  ['%Y-%m-%d', 10],
  ['%Y-%m', 7],
] as const;

/**
 * The text that a format of strftime gives for a time: its parts and what stands between them, joined.
 *
 * @throws UnsupportedFeatureError for parts that the form has no function for
 */
export function formatted(format: string, moment: Expression): Expression {
  const whole = format.replaceAll(/%([FTR])/g, (_, letter: string) => short[letter]!);
  const parts: Expression[] = [];
  let between = '';
  for (let rest = whole; rest !== '';) {
    const beginning = beginnings.find(([text]) => rest.startsWith(text));
    if (rest.startsWith('%') && !rest.startsWith('%%')) {
      if (between !== '') parts.push({ kind: 'literal', value: between });
      between = '';
      const part = beginning
        ? startOf(moment, beginning[1])
        : (partText(rest.slice(0, 2), moment) ?? dayOfYear(rest.slice(0, 2), moment));
      parts.push(part ?? unsupported(`the strftime format ${format}`));
      rest = rest.slice(beginning?.[0].length ?? 2);
    } else {
      const length = rest.startsWith('%%') ? 2 : 1;
      between += rest.at(0)!;
      rest = rest.slice(length);
    }
  }
  if (between !== '') parts.push({ kind: 'literal', value: between });
  if (parts.every(({ kind }) => kind === 'literal'))
    return unsupported('a strftime format without parts of a date');
  return parts.length === 1 ? parts[0]! : nested('concat', parts);
}

function startOf(moment: Expression, length: number): Expression {
  const text: Expression = { kind: 'cast', type: 'text', argument: dayOf(moment) };
  const [first, last] = [1, length].map((value): Expression => ({ kind: 'literal', value }));
  return length === 10
    ? text
    : { kind: 'call', function: 'substring', arguments: [text, first!, last!] };
}

/** `%j`: 001 to 366. */
function dayOfYear(format: string, moment: Expression): Expression | undefined {
  if (format !== '%j') return undefined;
  const literal = (value: string | number): Expression => ({ kind: 'literal', value });
  const year: Expression = {
    kind: 'call',
    function: 'truncate',
    unit: 'year',
    arguments: [moment],
  };
  const past: Expression = {
    kind: 'call',
    function: 'difference',
    unit: 'day',
    arguments: [year, moment],
  };
  const day: Expression = { kind: 'arithmetic', operator: '+', left: past, right: literal(1) };
  const padded = (below: number, zeros: string) => ({
    when: { kind: 'compare', operator: '<', left: day, right: literal(below) } as const,
    then: { kind: 'call', function: 'concat', arguments: [literal(zeros), day] } as const,
  });
  return {
    kind: 'case',
    branches: [padded(10, '00'), padded(100, '0')],
    otherwise: { kind: 'cast', type: 'text', argument: day },
  };
}
