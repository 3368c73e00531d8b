import type { Condition, Expression, Link, SelectQuery } from '@momq/dialect';
import { isEntitySource } from '../../logical/entity-sources.js';
import { mapQuery } from '../../logical/visit-query.js';
import type { AskedQuestion } from './asked-question.js';
import { nameFields } from './name-fields.js';
import type { WordSpan } from './question-phrases.js';
import { roleWords } from './role-words.js';
import { directionOf } from './self-link-direction.js';
import type { Direction } from './self-link-direction.js';
import { conjuncts, withConjuncts } from './select-conditions.js';

/**
 * Follows a link of an entity with itself where the question does: *the manager of Dee* is another row than Dee's, and *employees managed
 * by Cid* are others than Cid. The question has to name one row and the role that another has to it, by a noun (*manager of*, *parent
 * of*), a verb (*who manages*, *managed by*) or its counterpart (*report to*, *children of*).
 */
export function withAskedSelfLink(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const [source, ...more] = query.from;
  if (source === undefined || more.length > 0 || !isEntitySource(source)) return query;
  const { entity } = source;
  const found = asked.schema.links
    .filter(({ from, to }) => from.entity === entity && to.entity === entity)
    .flatMap((link) => {
      const anchor = anchorOf(entity, asked);
      const towards = anchor && directionOf(asked, roleWords(link), anchor.span);
      return anchor && towards ? [{ link, anchor, towards }] : [];
    });
  const [one, ...others] = found;
  if (one === undefined || others.length > 0) return query;
  return followed(query, { ...one, asked });
}

/** The row that the question names: by which value of which field, and where the question says it. */
interface Anchor {
  readonly field: string;
  readonly value: string | number;
  readonly span: WordSpan;
}

function anchorOf(entity: string, asked: AskedQuestion): Anchor | undefined {
  const spoken = asked.candidates.filter(
    ({ origin, span }) => span !== undefined && (origin === 'cell' || origin === 'quoted'),
  );
  const names = nameFields(asked.schema, entity);
  for (const { item, span } of spoken) {
    const place = item.fields.find(
      (field) => field.entity === entity && names.includes(field.field),
    );
    if (place === undefined || span === undefined) continue;
    return { field: place.field, value: item.value, span };
  }
  return undefined;
}

/** The query with the other end of the link, its conditions and what it shows moved there but for the named row. */
function followed(
  query: SelectQuery,
  {
    link,
    anchor,
    towards,
    asked,
  }: { link: Link; anchor: Anchor; towards: Direction; asked: AskedQuestion },
): SelectQuery {
  const entity = link.from.entity;
  const [anchored, wanted] = towards === 'up' ? [0, 1] : [1, 0];
  const value = JSON.stringify(anchor.value);
  const others = conjuncts(query.where).filter(
    (condition) =>
      !JSON.stringify(condition).includes(`"value":${value}`) && !readsOnly(condition, link),
  );
  const moved = mapQuery(withConjuncts(query, others), {
    expression: (each) =>
      each.kind === 'field' && each.entity === entity && each.outer === undefined
        ? { ...each, instance: wanted }
        : each,
  }) as SelectQuery;
  const [name, ...rest] = nameFields(asked.schema, entity);
  const asksCount = /\b(?:how many|number|count)\b/i.test(asked.question);
  const select = moved.select.flatMap((each): readonly Expression[] => {
    const isReference = each.kind === 'field' && link.from.fields.includes(each.field);
    const isCount = each.kind === 'aggregate' && each.function === 'count' && !asksCount;
    if ((!isReference && !isCount && each.kind !== 'star') || name === undefined) return [each];
    return [name, ...rest].map(
      (field) => ({ kind: 'field', entity, instance: wanted, field }) as const,
    );
  });
  const condition: Condition = {
    kind: 'compare',
    operator: '=',
    left: { kind: 'field', entity, instance: anchored, field: anchor.field },
    right: { kind: 'literal', value: anchor.value },
  };
  return withConjuncts(
    {
      ...moved,
      select,
      from: [
        { entity, instance: 0 },
        {
          entity,
          instance: 1,
          join: { kind: 'link', link: link.name, with: { entity, instance: 0 }, optional: false },
        },
      ],
    },
    [...conjuncts(moved.where), condition],
  );
}

/** True for a condition on the reference itself: the link says it now. */
function readsOnly(condition: Condition, { from }: Link): boolean {
  const text = JSON.stringify(condition);
  return from.fields.some((field) => text.includes(`"field":${JSON.stringify(field)}`));
}
