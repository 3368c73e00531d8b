import type { Entity } from '@momq/dialect';
import { quoteIdentifier } from '@momq/core/sql';
import type { LinkCandidate } from '@momq/core/sql';
import { postgresIdentifiers } from './postgres-generator.js';

/** Rows that are looked at: of the referring column, and of the other one to see whether its values repeat. */
const REFERRING_ROWS = 300;
const REFERRED_ROWS = 5000;

/** The name of an entity as a query spells it. */
export function entityText({ name, path = [name] }: Pick<Entity, 'name' | 'path'>): string {
  return path.map((part) => quoteIdentifier(part, postgresIdentifiers)).join('.');
}

/**
 * One row: whether the referring column has values, how many of a sample are missing in the other column, and how many values of
 * that one repeat.
 */
export function containedQuery({ from, to }: LinkCandidate): string {
  const [child, parent] = [from, to].map(({ field }) =>
    quoteIdentifier(field.name, postgresIdentifiers),
  );
  const sample = `(SELECT ${child} AS v FROM ${entityText(from.entity)} WHERE ${child} IS NOT NULL LIMIT ${REFERRING_ROWS}) AS s`;
  return `SELECT (SELECT count(*) FROM ${sample}),
    (SELECT count(*) FROM ${sample} WHERE NOT EXISTS (SELECT FROM ${entityText(to.entity)} AS p WHERE p.${parent} = s.v)),
    (SELECT count(v) - count(DISTINCT v) FROM (SELECT ${parent} AS v FROM ${entityText(to.entity)} LIMIT ${REFERRED_ROWS}) AS t)`;
}
