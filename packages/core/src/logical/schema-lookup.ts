import type { DatabaseSchema, FieldType, Link } from '@momq/dialect';
import type { EntityUse } from '@momq/dialect';

/** A way to reach a new use of an entity: along `link`, from the earlier use `with`. */
export interface LinkStep {
  readonly link: Link;
  readonly with: EntityUse;
  /** True when `with` stands at the link's `from` end, so that it leads to one row at most. */
  readonly forward: boolean;
}

/** The field's type; undefined when the schema has no such field. Fields of links count as fields of an entity of the link's name. */
export function fieldType(
  schema: DatabaseSchema,
  entity: string,
  field: string,
): FieldType | undefined {
  const fields =
    schema.entities.find((candidate) => candidate.name === entity)?.fields ??
    schema.links.find((candidate) => candidate.name === entity)?.fields;
  return fields?.find((candidate) => candidate.name === field)?.type;
}

interface NamedField {
  readonly entity: string;
  readonly field: string;
}

/** The single-field link whose ends are the two fields; `right` is the new use's, and the `to` end of a link of an entity with itself. */
export function stepOfFields(
  schema: DatabaseSchema,
  left: EntityUse & NamedField,
  right: NamedField,
): LinkStep | undefined {
  const isEnd = (end: Link['from'], side: NamedField) =>
    end.entity === side.entity && end.fields.length === 1 && end.fields[0] === side.field;
  const other: EntityUse = { entity: left.entity, instance: left.instance };
  const forward = schema.links.find((link) => isEnd(link.from, left) && isEnd(link.to, right));
  if (forward) return { link: forward, with: other, forward: true };
  const backward = schema.links.find(
    (link) =>
      link.from.entity !== link.to.entity && isEnd(link.to, left) && isEnd(link.from, right),
  );
  return backward && { link: backward, with: other, forward: false };
}

/** What is known of FROM so far. */
export interface JoinedUse extends EntityUse {
  /** The step that reached this use. */
  readonly step?: LinkStep;
}

/**
 * Every way to join one more use of `entity` with the uses before it, in the order of links, then uses.
 * A foreign key leads from one row to one row, so that a key which is already part of the path at `with` is not offered again.
 * At a link of an entity with itself the new use is the `to` end.
 */
export function linkSteps(
  schema: DatabaseSchema,
  uses: readonly JoinedUse[],
  entity: string,
): LinkStep[] {
  const steps: LinkStep[] = [];
  for (const link of schema.links) {
    for (const use of uses) {
      const forward = link.from.entity === use.entity && link.to.entity === entity;
      const backward = !forward && link.to.entity === use.entity && link.from.entity === entity;
      if (!forward && !backward) continue;
      const single = link.from.fields.length > 0;
      const taken =
        forward &&
        single &&
        ((use.step?.link === link && !use.step.forward) ||
          uses.some(
            ({ step }) => step?.forward === true && step.link === link && sameUse(step.with, use),
          ));
      if (!taken)
        steps.push({ link, with: { entity: use.entity, instance: use.instance }, forward });
    }
  }
  return steps;
}

/** True when both name the same use. */
export function sameUse(left: EntityUse, right: EntityUse): boolean {
  return left.entity === right.entity && left.instance === right.instance;
}
