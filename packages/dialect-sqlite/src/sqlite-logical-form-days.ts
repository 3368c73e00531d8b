import type { Expression } from '@momq/dialect';

/** Units that move a day to a day. */
export const dayUnits: ReadonlySet<string> = new Set(['year', 'quarter', 'month', 'week', 'day']);

/** The day of a time. */
export function dayOf(moment: Expression): Expression {
  if (moment.kind !== 'call') return { kind: 'call', function: 'date', arguments: [moment] };
  const [inner] = moment.arguments;
  if (moment.function === 'date' || moment.function === 'today') return moment;
  if (moment.function === 'now') return { kind: 'call', function: 'today', arguments: [] };
  if (moment.function === 'truncate' && dayUnits.has(moment.unit ?? '')) return moment;
  if (moment.function === 'add' && dayUnits.has(moment.unit ?? '') && inner)
    return { ...moment, arguments: [dayOf(inner), ...moment.arguments.slice(1)] };
  return { kind: 'call', function: 'date', arguments: [moment] };
}
