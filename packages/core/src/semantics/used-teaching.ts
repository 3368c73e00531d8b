import { visitQuery } from '../logical/visit-query.js';
import type { Expression, Link, LogicalQuery } from '@momq/dialect';
import { matchKinds } from '../linking/link-question.js';
import type { LinkedQuestion } from '../linking/link-question.js';
import type { Teaching } from './teaching.js';

/** A query as far as it tells what was used. */
export interface WrittenText {
  readonly query: string;
  readonly logical?: LogicalQuery | undefined;
}

/** What the question names and a semantic model defines, and the query does without, a sentence each. */
export function unusedDefinitions(
  { items }: LinkedQuestion,
  { definitions, source }: Teaching,
  { logical }: WrittenText,
): string[] {
  if (logical === undefined) return [];
  const form = JSON.stringify(logical);
  return items.flatMap((item) => {
    if (item.kind !== 'field' || item.definedBy === undefined) return [];
    const definition = definitions.find(
      ({ entity, field }) => entity === item.entity && field === item.field,
    );
    return definition === undefined || form.includes(JSON.stringify(definition.expression))
      ? []
      : [`${source} defines "${item.text ?? item.field}", and the query does not use it.`];
  });
}

/** What of a semantic model an answer rests on, one phrase each: `customers is t_kd`, `cancelled is t_auf.st = 3`. */
export function usedTeaching(
  { items, words, matches }: LinkedQuestion,
  { definitions, schema }: Teaching,
  { query, logical }: WrittenText,
): string[] {
  const reads = (name: string): boolean => query.includes(name.slice(name.lastIndexOf('.') + 1));
  const isMatched = (row: number, kind: number): boolean =>
    matches.subarray(row * words.length, (row + 1) * words.length).includes(kind);
  const form = JSON.stringify(logical ?? null);
  const used = items.flatMap((item, row): string[] => {
    if (item.kind === 'link' || item.text === undefined) return [];
    if (item.kind === 'value') {
      const places = item.fields.filter(({ field }) => reads(field));
      if (!isMatched(row, matchKinds.value) || !query.includes(String(item.value))) return [];
      return places.map(
        ({ entity, field }) => `${item.text} is ${entity}.${field} = ${JSON.stringify(item.value)}`,
      );
    }
    if (!isMatched(row, matchKinds.exact)) return [];
    if (item.kind === 'entity')
      return item.text !== item.entity && reads(item.entity)
        ? [`${item.text} is ${item.entity}`]
        : [];
    const definition = definitions.find(
      ({ entity, field }) => entity === item.entity && field === item.field,
    );
    if (definition !== undefined)
      return form.includes(JSON.stringify(definition.expression))
        ? [`${item.text} is defined for ${item.entity}`]
        : [];
    return item.text !== item.field && reads(item.field) && reads(item.entity)
      ? [`${item.text} is ${item.entity}.${item.field}`]
      : [];
  });
  const joined = schema.links
    .filter(
      (link) =>
        link.taught === true &&
        (form.includes(JSON.stringify(link.name)) || equates(logical, link)),
    )
    .map(({ from, to }) => `${from.entity} belongs to ${to.entity} by ${from.fields.join(', ')}`);
  return [...new Set([...used, ...joined])];
}

/** True when the query equates the fields of the link without naming it: in a condition, a join on fields, or with IN. */
function equates(logical: LogicalQuery | undefined, { from, to }: Link): boolean {
  if (logical === undefined || from.fields.length === 0) return false;
  const pairs = new Set<string>();
  const note = (left: Expression | undefined, right: Expression | undefined): void => {
    if (left?.kind !== 'field' || right?.kind !== 'field') return;
    const [one, other] = [left, right].map(({ entity, field }) => JSON.stringify([entity, field]));
    pairs.add(`${one} ${other}`).add(`${other} ${one}`);
  };
  visitQuery(logical, {
    condition(condition) {
      if (condition.kind === 'compare' && condition.operator === '=')
        note(condition.left, condition.right);
      const [set] = condition.kind === 'in' ? condition.set : [];
      if (condition.kind === 'in' && set?.kind === 'subquery' && set.query.kind === 'select')
        note(condition.value, set.query.select[0]);
    },
    source(source) {
      if (source.join?.kind === 'fields') note(source.join.left, source.join.right);
    },
  });
  return from.fields.every((field, place) =>
    pairs.has(
      `${JSON.stringify([from.entity, field])} ${JSON.stringify([to.entity, to.fields[place]])}`,
    ),
  );
}
