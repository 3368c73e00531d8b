import type { EntityUse, Expression, OrderKey, SelectQuery } from '@momq/dialect';
import { comparisonKind, expressionType } from '../../logical/expression-type.js';
import { temporalKind } from '../../meaning/temporal-fields.js';
import type { FollowUpRule, SelectFollowUp } from '../follow-up.js';
import { namedFields } from '../named-fields.js';
import { Phrase } from '../phrase.js';
import { entityNamed, fieldOf, isKey, isOneAggregate, subjectOf } from '../query-subject.js';
import { neighbours } from '../reach-entity.js';
import { sameRows } from '../same-rows.js';
import { superlatives } from './superlatives.js';

const descending =
  '(?:in )?(?:desc|descending|reverse)(?: order)?|(?:highest|largest|biggest|greatest|newest|latest|most expensive) first|from (?:the )?(?:high|highest|largest|newest) to (?:the )?(?:low|lowest|smallest|oldest)|z to a';
const ascending =
  '(?:in )?(?:asc|ascending)(?: order)?|(?:lowest|smallest|earliest|cheapest) first|from (?:the )?(?:low|lowest|smallest) to (?:the )?(?:high|highest|largest)|a to z|alphabetically';

/** `Sort them by age`, `order by price descending`, `alphabetically`: the same rows in another order. */
export const orderThem: FollowUpRule = (followUp) => {
  const { phrase, earlier } = followUp;
  if (isOneAggregate(earlier)) return undefined;
  const asked = phrase.after(
    '(?:and |now |please )*(?:sort|order|rank|arrange|sorted|ordered)(?: (?:them|these|those|it|that|this|the (?:list|results?|rows)))?',
  );
  if (asked === undefined) return extremeFirst(followUp);
  if (asked.is('alphabetically')) return alphabetically(followUp);
  const down = asked.before(descending);
  const named = (down ?? asked.before(ascending) ?? asked).after('by(?: the| their| its)?');
  if (named === undefined || named.empty) return undefined;
  return orderedBy(named, down !== undefined, followUp);
};

/** `Cheapest first`, `the oldest first`. */
function extremeFirst(followUp: SelectFollowUp): ReturnType<FollowUpRule> {
  const named = followUp.phrase.without('(?:and |now |the )*').before('(?:ones )?first');
  if (named === undefined) return undefined;
  for (const { words, descending: isDescending, fields } of superlatives)
    if (named.is(words))
      for (const name of fields) {
        const ordered = orderedBy(Phrase.of(name), isDescending, followUp);
        if (ordered !== undefined) return ordered;
      }
  const largest = named.is('largest|highest|biggest|greatest|most');
  if (largest || named.is('smallest|lowest|least|fewest'))
    return byOnly(followUp, (query) => measures(query, followUp), largest);
  const newest = named.is('newest|latest|most recent');
  return newest || named.is('earliest|oldest')
    ? byOnly(followUp, (_, subject) => times(subject, followUp), newest)
    : undefined;
}

/** The same rows in the order of the only thing that can be meant. */
function byOnly(
  { earlier, earlierQuestion, schema }: SelectFollowUp,
  of: (query: SelectQuery, subject: EntityUse) => readonly Expression[],
  isDescending: boolean,
): ReturnType<FollowUpRule> {
  const shown = subjectOf(earlier, earlierQuestion, schema);
  const query = shown && sameRows(earlier, shown, schema);
  const subject = query && subjectOf(query, earlierQuestion, schema);
  if (query === undefined || subject === undefined || query.distinct) return undefined;
  const [expression, ...more] = of(query, subject);
  if (expression === undefined || more.length > 0) return undefined;
  return {
    query: { ...query, orderBy: [{ expression, descending: isDescending }] },
    change: isDescending ? 'ordered, descending' : 'ordered',
  };
}

/** The aggregates of groups, else the numbers shown that are no keys. */
function measures(
  { select, groupBy }: SelectQuery,
  { schema }: SelectFollowUp,
): readonly Expression[] {
  if (groupBy.length > 0) return select.filter(({ kind }) => kind === 'aggregate');
  return select.filter(
    (column) =>
      column.kind === 'field' &&
      comparisonKind(expressionType(column, schema)) === 'number' &&
      !isKey(schema, column),
  );
}

/** The fields of the rows that hold points in time. */
function times(subject: EntityUse, { schema, earlier }: SelectFollowUp): readonly Expression[] {
  if (earlier.groupBy.length > 0) return [];
  return (entityNamed(schema, subject.entity)?.fields ?? []).flatMap(({ name }) =>
    temporalKind(schema, { entity: subject.entity, field: name }) === undefined
      ? []
      : [fieldOf(subject, name)],
  );
}

/** The same rows, ordered by what the phrase names: a field, or the aggregate of each group. */
export function orderedBy(
  named: Phrase,
  isDescending: boolean,
  { earlier, earlierQuestion, schema }: SelectFollowUp,
): { readonly query: SelectQuery; readonly change: string } | undefined {
  const listed = subjectOf(earlier, earlierQuestion, schema);
  const query = listed && sameRows(earlier, listed, schema);
  const subject = query && subjectOf(query, earlierQuestion, schema);
  if (query === undefined || subject === undefined) return undefined;
  const way = isDescending ? ', descending' : '';
  const keyed = (base: SelectQuery, expressions: readonly Expression[]): SelectQuery => ({
    ...base,
    orderBy: expressions.map((expression): OrderKey => ({ expression, descending: isDescending })),
  });
  const aggregate = aggregateNamed(named, query);
  if (aggregate !== undefined)
    return { query: keyed(query, [aggregate]), change: `ordered by the ${named.text}${way}` };
  for (const base of [query, ...(query.groupBy.length > 0 ? [] : neighbours(query, schema))]) {
    const fields = namedFields(named, base, subject, schema);
    if (fields === undefined) continue;
    if (base.groupBy.length > 0 && !fields.every((field) => isSelected(field, base)))
      return undefined;
    if (base.distinct && !fields.every((field) => isSelected(field, base))) return undefined;
    const names = fields.map(({ field }) => field).join(' and ');
    return { query: keyed(base, fields), change: `ordered by ${names}${way}` };
  }
  return undefined;
}

function alphabetically({ earlier, earlierQuestion, schema }: SelectFollowUp) {
  const listed = subjectOf(earlier, earlierQuestion, schema);
  const query = listed && sameRows(earlier, listed, schema);
  const [first] = query?.select ?? [];
  if (query === undefined || first?.kind !== 'field') return undefined;
  return {
    query: { ...query, orderBy: [{ expression: first, descending: false }] },
    change: `ordered by ${first.field}`,
  };
}

/** The one aggregate of a grouped query, where the words are about it: `by the count`, `by number`. */
export function aggregateNamed(named: Phrase, query: SelectQuery): Expression | undefined {
  const aggregates = query.select.filter(({ kind }) => kind === 'aggregate');
  const [only, ...more] = aggregates;
  if (only?.kind !== 'aggregate' || more.length > 0 || query.groupBy.length === 0) return undefined;
  const names: Readonly<Record<string, string>> = {
    count: 'count|number|size|how many|frequency',
    sum: 'sum|total',
    avg: 'average|mean',
    max: 'maximum|highest',
    min: 'minimum|lowest',
  };
  return named.is(`(?:${names[only.function]})(?: of .*)?`) ? only : undefined;
}

function isSelected(expression: Expression, { select }: SelectQuery): boolean {
  return select.some((column) => JSON.stringify(column) === JSON.stringify(expression));
}
