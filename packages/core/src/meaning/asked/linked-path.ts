import type { EntitySource, EntityUse, Link, SelectQuery } from '@momq/dialect';
import { splitName } from '../../linking/split-name.js';
import { entitySources, isEntitySource } from '../../logical/entity-sources.js';
import type { AskedQuestion } from './asked-question.js';

/** Links between two entities at most. */
const maxLinks = 3;

/**
 * Joins along the links that lead from one table to another, where the query equates a key of the one with something of the other that
 * no link joins: `invoice.project_id = client.client_id` becomes the way over `project`. Only where there is exactly one shortest way, over
 * tables that the query does not read; equal names are no mistake.
 */
export function withLinkedPath(query: SelectQuery, { schema }: AskedQuestion): SelectQuery {
  for (const [place, source] of query.from.entries()) {
    if (!isEntitySource(source) || source.join?.kind !== 'fields' || source.instance > 0) continue;
    const { left, right, optional } = source.join;
    if (isSaid(left.field, right.field) || isLinked(schema.links, left, right)) continue;
    const isKey = [left, right].some(({ entity, field }) =>
      schema.links.some(({ from, to }) =>
        [from, to].some((end) => end.entity === entity && end.fields.includes(field)),
      ),
    );
    if (!isKey || optional) continue;
    const before = query.from.slice(0, place);
    const read = new Set(entitySources(query.from).map(({ entity }) => entity));
    const start = entitySources(before).find(
      ({ entity }) => entity === (left.entity === source.entity ? right : left).entity,
    );
    if (start === undefined) continue;
    const steps = shortestWay(schema.links, { start, end: source.entity, avoided: read });
    if (steps === undefined) continue;
    const [first, ...others] = [...before, ...steps, ...query.from.slice(place + 1)];
    return first === undefined ? query : { ...query, from: [first, ...others] };
  }
  return query;
}

function isSaid(left: string, right: string): boolean {
  return splitName(left).join(' ') === splitName(right).join(' ');
}

interface Member {
  readonly entity: string;
  readonly field: string;
}

function isLinked(links: readonly Link[], left: Member, right: Member): boolean {
  const joins = ({ from, to }: Link, one: Member, other: Member): boolean =>
    from.entity === one.entity &&
    to.entity === other.entity &&
    from.fields.includes(one.field) &&
    to.fields.includes(other.field);
  return links.some((link) => joins(link, left, right) || joins(link, right, left));
}

/** The sources that lead to an entity; undefined without a way, and with several of one length. */
function shortestWay(
  links: readonly Link[],
  { start, end, avoided }: { start: EntityUse; end: string; avoided: ReadonlySet<string> },
): EntitySource[] | undefined {
  let ways: { at: EntityUse; sources: readonly EntitySource[] }[] = [
    { at: { entity: start.entity, instance: start.instance }, sources: [] },
  ];
  for (let length = 1; length <= maxLinks; length++) {
    ways = ways.flatMap(({ at, sources }) =>
      links.flatMap((link) => {
        const { from, to } = link;
        if (from.entity === to.entity) return [];
        const ends = [from.entity, to.entity];
        if (!ends.includes(at.entity)) return [];
        const next = from.entity === at.entity ? to.entity : from.entity;
        const isNew = next === end || !avoided.has(next);
        if (!isNew || sources.some(({ entity }) => entity === next)) return [];
        const join = { kind: 'link', link: link.name, with: at, optional: false } as const;
        const source: EntitySource = { entity: next, instance: 0, join };
        return [{ at: { entity: next, instance: 0 }, sources: [...sources, source] }];
      }),
    );
    const arrived = ways.filter(({ at }) => at.entity === end);
    if (arrived.length > 0) return arrived.length === 1 ? [...arrived[0]!.sources] : undefined;
  }
  return undefined;
}
