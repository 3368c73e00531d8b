import type { Condition, DatabaseSchema, EntityUse, SelectQuery } from '@momq/dialect';
import type { QuestionLink } from '../../linking/question-linker.js';
import type { ValueCandidate } from '../../linking/value-candidates.js';
import { entitySources } from '../../logical/entity-sources.js';
import { linkSteps } from '../../logical/schema-lookup.js';
import { conditionPieces, visitQuery } from '../../logical/visit-query.js';
import type { Phrase } from '../phrase.js';
import type { EntityCondition } from '../reach-entity.js';

/** What a condition is read in. */
export interface ConditionContext {
  readonly query: SelectQuery;
  readonly subject: EntityUse;
  readonly schema: DatabaseSchema;
  /** Values that the follow-up names. */
  readonly candidates: readonly ValueCandidate[];
  /** The spellings that a field holds of a text; empty where it holds none. */
  readonly spellings: QuestionLink['spellings'];
  /** The values of a field that were read; undefined where none were. */
  readonly values: QuestionLink['values'];
}

/** A condition that was read, and in words: `country is Germany`. */
export interface ReadCondition extends EntityCondition {
  readonly field: string;
  readonly words: string;
}

/** Reads one condition; undefined where the phrase is of another kind, or a word of it is left over. */
export type ConditionReader = (
  phrase: Phrase,
  context: ConditionContext,
) => ReadCondition | undefined;

/** A field of an entity, whichever use of it. */
export interface Place {
  readonly entity: string;
  readonly field: string;
}

/**
 * The place that is meant among several: one that the query has a condition on already, else one of the subject, of the other
 * entities of the query, or of an entity that a link leads to. Undefined where that leaves none, or more than one.
 */
export function meantPlace<T extends Place>(
  places: readonly T[],
  { query, subject, schema }: Pick<ConditionContext, 'query' | 'subject' | 'schema'>,
): T | undefined {
  const uses = entitySources(query.from);
  const conditioned = conditionedPlaces(query);
  const nearness: readonly ((place: T) => boolean)[] = [
    ({ entity, field }) =>
      conditioned.some((other) => other.entity === entity && other.field === field),
    ({ entity }) => entity === subject.entity,
    ({ entity }) => uses.some((use) => use.entity === entity),
    ({ entity }) => linkSteps(schema, uses, entity).length > 0,
  ];
  for (const isNear of nearness) {
    const near = places.filter(isNear);
    if (near.length > 0) return near.length === 1 ? near[0] : undefined;
  }
  return undefined;
}

/** The fields that the conditions of a query compare, those of its subqueries too. */
export function conditionedPlaces(query: SelectQuery): readonly Place[] {
  const places: Place[] = [];
  visitQuery(query, {
    condition: (condition) => {
      for (const expression of conditionPieces(condition).expressions) {
        const [first] = expression.kind === 'call' ? expression.arguments : [expression];
        if (first?.kind === 'field') places.push({ entity: first.entity, field: first.field });
      }
    },
  });
  return places;
}

/** The opposite. Rows without a value are left out by either. */
export function negated(condition: Condition): Condition {
  switch (condition.kind) {
    case 'compare':
      return { ...condition, operator: opposites[condition.operator] };
    case 'between':
    case 'in':
    case 'null':
    case 'exists':
      return { ...condition, negated: !condition.negated };
    case 'and':
    case 'or':
      return {
        kind: condition.kind === 'and' ? 'or' : 'and',
        conditions: condition.conditions.map(negated),
      };
  }
}

const opposites = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  like: 'not like',
  'not like': 'like',
} as const;
