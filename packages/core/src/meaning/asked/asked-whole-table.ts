import type { Entity, SelectQuery } from '@momq/dialect';
import { splitName } from '../../linking/split-name.js';
import { stemOf } from '../../linking/question-words.js';
import { entitySources } from '../../logical/entity-sources.js';
import { mapQuery, visitQuery } from '../../logical/visit-query.js';
import type { AskedQuestion } from './asked-question.js';

/**
 * The table in place of a view that shows some of its rows, where the question does not say which: *how many customers* is about
 * `customers` or `customer_master`, not about `active_customers`. The view's columns are the table's, and the table's name has every
 * word of the question that the view's has.
 */
export function withWholeTable(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  return entitySources(query.from).reduce((each, { entity }) => {
    const table = wholeTable(entity, asked);
    return table === undefined || joinsByLink(each, entity) || reads(each, table)
      ? each
      : renamed(each, entity, table);
  }, query);
}

function wholeTable(name: string, { schema, words }: AskedQuestion): string | undefined {
  const view = schema.entities.find((each) => each.name === name);
  if (view?.kind !== 'view' || (view.aliases ?? []).length > 0) return undefined;
  const said = new Set(words.map(({ stem }) => stem));
  const own = stemsOf(view);
  const shared = own.filter((stem) => said.has(stem));
  if (shared.length === 0 || shared.length === own.length) return undefined;
  const tables = schema.entities.filter(
    (each) =>
      (each.kind === undefined || each.kind === 'table') &&
      shared.every((stem) => stemsOf(each).includes(stem)) &&
      view.fields.every(({ name: field }) => each.fields.some((other) => other.name === field)),
  );
  return tables.length === 1 ? tables[0]!.name : undefined;
}

function stemsOf({ name }: Entity): readonly string[] {
  return splitName(name).map(stemOf);
}

/** True where a link of the schema leads to or from the view, which the table may not have. */
function joinsByLink(query: SelectQuery, entity: string): boolean {
  let found = false;
  visitQuery(query, {
    source(source) {
      const { join } = source;
      if (join?.kind !== 'link') return;
      const isNew = source.kind !== 'derived' && source.entity === entity;
      found ||= isNew || join.with.entity === entity;
    },
  });
  return found;
}

function reads(query: SelectQuery, entity: string): boolean {
  let found = false;
  visitQuery(query, {
    source(source) {
      found ||= source.kind !== 'derived' && source.entity === entity;
    },
  });
  return found;
}

function renamed(query: SelectQuery, from: string, to: string): SelectQuery {
  const named = <Part extends { readonly entity: string }>(part: Part): Part =>
    part.entity === from ? { ...part, entity: to } : part;
  return mapQuery(query, {
    expression: (each) => (each.kind === 'field' ? named(each) : each),
    source: (each) => (each.kind === 'derived' ? each : named(each)),
  }) as SelectQuery;
}
