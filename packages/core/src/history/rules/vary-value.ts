import type { Condition, FieldReference, LogicalQuery, SelectQuery } from '@momq/dialect';
import { expressionPieces, mapQuery } from '../../logical/visit-query.js';
import { conditionPieces } from '../../logical/visit-query.js';
import { conditionedPlaces } from '../conditions/condition-context.js';
import type { ReadCondition } from '../conditions/condition-context.js';
import { readConditions } from '../conditions/read-conditions.js';
import type { FollowUpRule, SelectFollowUp } from '../follow-up.js';
import { startsSentence } from '../phrase.js';
import type { Phrase } from '../phrase.js';
import { namesEntity, subjectOf } from '../query-subject.js';
import { allOf, conjuncts, withCondition } from '../reach-entity.js';

const markers = [
  '(?:and |but |then )?(?:what|how) about(?: for| in| from)?',
  '(?:and |now )?(?:the )?same(?: thing| question)?(?: but)?(?: for| in| from| with)?',
  '(?:and now|and|now|but|or)(?: what)?(?: for| in| from| of| with| only)?',
  '(?=(?:in|for|from|since|before|after|during) )',
];

/**
 * `And for 2022?`, `what about France?`: the question of the last answer once more, with another value. A condition on the same field
 * gives way to the new one; where there is none, the new one is added.
 */
export const varyValue: FollowUpRule = (followUp) => {
  for (const marker of markers) {
    const rest = followUp.phrase.after(marker);
    if (rest === undefined || rest.empty) continue;
    const varied = varyBy(rest, followUp);
    if (varied !== undefined) return varied;
  }
  return isElliptic(followUp) ? varyBy(followUp.phrase, followUp) : undefined;
};

/** True for a phrase that is no sentence and names no table: a condition alone, such as `installed after 2000`. */
function isElliptic({ phrase, schema }: SelectFollowUp): boolean {
  return !startsSentence(phrase) && !namesEntity(phrase, schema);
}

/** The earlier query with the conditions that a phrase states, in the place of those on the same fields. */
export function varyBy(phrase: Phrase, followUp: SelectFollowUp): ReturnType<FollowUpRule> {
  const { earlier, earlierQuestion, schema } = followUp;
  const subject = subjectOf(earlier, earlierQuestion, schema);
  if (subject === undefined) return undefined;
  const context = { ...followUp, query: earlier, subject };
  const conditions = readConditions(phrase, context);
  if (conditions === undefined) return unknownValue(phrase, followUp);
  let query: SelectQuery = earlier;
  const changes: string[] = [];
  for (const condition of conditions) {
    const replaced = replaceCondition(query, condition);
    const next = replaced ?? withCondition(query, subject, condition, schema);
    if (next === undefined) return undefined;
    query = next;
    changes.push(`${replaced ? 'now' : 'only'} where ${condition.words}`);
  }
  return { query, change: changes.join(' and ') };
}

/** The query with the condition in the place of those on the same field; undefined where it has none. */
function replaceCondition(query: SelectQuery, condition: ReadCondition): SelectQuery | undefined {
  const parts = conjuncts(query.where);
  const isSame = (part: Condition): boolean => {
    const fields = fieldsOf(part);
    return (
      fields.length > 0 &&
      fields.every(({ entity, field }) => entity === condition.entity && field === condition.field)
    );
  };
  const first = parts.find(isSame);
  if (first === undefined) return replaceInside(query, condition);
  const [use] = fieldsOf(first);
  const kept = parts.filter((part) => !isSame(part));
  const { where: _, ...rest } = query;
  const where = allOf([...kept, condition.on(use!)]);
  return { ...rest, ...(where && { where }) };
}

/** The same inside subqueries: `customer_id IN (SELECT id FROM customer WHERE country = 'Germany')`. */
function replaceInside(query: SelectQuery, condition: ReadCondition): SelectQuery | undefined {
  const { entity, field } = condition;
  const inside = conditionedPlaces(query).some(
    (place) => place.entity === entity && place.field === field,
  );
  if (!inside) return undefined;
  let replaced = 0;
  const mapped: LogicalQuery = mapQuery(query, {
    condition: (part) => {
      if (part.kind !== 'compare' && part.kind !== 'in' && part.kind !== 'between') return part;
      const [use, ...more] = fieldsOf(part);
      if (use === undefined || more.length > 0) return part;
      if (use.entity !== entity || use.field !== field) return part;
      replaced += 1;
      return condition.on(use);
    },
  });
  return replaced === 1 && mapped.kind === 'select' ? mapped : undefined;
}

/** Fields that a condition compares, those of subqueries left out. */
function fieldsOf(condition: Condition): readonly FieldReference[] {
  const { expressions, conditions } = conditionPieces(condition);
  const inExpression = (expression: (typeof expressions)[number]): readonly FieldReference[] =>
    expression.kind === 'field'
      ? [expression]
      : expressionPieces(expression).expressions.flatMap(inExpression);
  return [...expressions.flatMap(inExpression), ...conditions.flatMap(fieldsOf)];
}

/** A name that no cell has takes the place of the one text that the query compares with: no rows, and the query tells why. */
function unknownValue(
  phrase: Phrase,
  { earlier, candidates }: SelectFollowUp,
): ReturnType<FollowUpRule> {
  const [first] = phrase.words;
  const named = candidates.filter(
    ({ origin, span, item }) =>
      (origin === 'name' || origin === 'quoted') &&
      item.fields.length === 0 &&
      span?.[0] === first?.place &&
      span !== undefined &&
      span[1] - span[0] === phrase.words.length,
  );
  const [value] = named;
  const compared = conjuncts(earlier.where).filter(
    (part) =>
      part.kind === 'compare' &&
      part.operator === '=' &&
      part.left.kind === 'field' &&
      part.right.kind === 'literal' &&
      typeof part.right.value === 'string',
  );
  const [only, ...more] = compared;
  if (value === undefined || only?.kind !== 'compare' || more.length > 0) return undefined;
  const where = allOf(
    conjuncts(earlier.where).map((part) =>
      part === only ? { ...only, right: { kind: 'literal', value: value.item.value } } : part,
    ),
  );
  if (only.left.kind !== 'field') return undefined;
  return {
    query: { ...earlier, ...(where && { where }) },
    change: `now where ${only.left.field} is ${value.item.value}, which no cell is`,
  };
}
