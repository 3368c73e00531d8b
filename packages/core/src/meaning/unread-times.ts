import type {
  Condition,
  DatabaseSchema,
  Expression,
  FieldReference,
  LogicalQuery,
} from '@momq/dialect';
import type { FieldValues } from '../linking/value-index.js';
import { parameterType } from '../logical/function-catalogue.js';
import { visitQuery } from '../logical/visit-query.js';

/** Reads the known values of a field. */
export type ReadValues = (place: {
  readonly entity: string;
  readonly field: string;
}) => FieldValues | undefined;

const ISO_DATE = /^\s*\d{4}-\d{2}-\d{2}/;

/** The known texts of a field of texts where none is a date to a query, such as `31/12/2023`; undefined for any other field. */
export function textsThatAreNoDates(
  { entity, field }: Pick<FieldReference, 'entity' | 'field'>,
  schema: DatabaseSchema,
  values: ReadValues,
): readonly string[] | undefined {
  const found = schema.entities
    .find(({ name }) => name === entity)
    ?.fields.find(({ name }) => name === field);
  if (found?.type !== 'text' || found.temporal !== undefined) return undefined;
  const known = values({ entity, field })?.values.map(String) ?? [];
  const texts = known.filter((text) => text.trim() !== '');
  return texts.length > 0 && !texts.some((text) => ISO_DATE.test(text)) ? texts : undefined;
}

/**
 * What is unsure of a query that reads texts as dates although none of the known ones is a date to it: it runs, and finds nothing.
 * A sentence for each such field.
 */
export function unreadTimes(
  query: LogicalQuery,
  schema: DatabaseSchema,
  values: ReadValues,
): readonly string[] {
  const doubts = new Set<string>();
  const note = (read: Expression | undefined): void => {
    if (read?.kind !== 'field') return;
    const [example] = textsThatAreNoDates(read, schema, values) ?? [];
    if (example === undefined) return;
    doubts.add(
      `${read.field} holds texts such as “${example}”, which are no dates to the query: it may find too little.`,
    );
  };
  visitQuery(query, {
    expression(part) {
      if (part.kind === 'cast' && (part.type === 'date' || part.type === 'datetime'))
        note(part.argument);
      if (part.kind !== 'call') return;
      part.arguments.forEach((argument, place) => {
        if (parameterType(part.function, place) === 'date') note(argument);
      });
    },
    condition(condition) {
      note(comparedWithDay(condition));
    },
  });
  return [...doubts];
}

/** What a condition compares with a constant day. */
function comparedWithDay(condition: Condition): Expression | undefined {
  const isDay = (side: Expression): boolean =>
    side.kind === 'literal' && typeof side.value === 'string' && ISO_DATE.test(side.value);
  if (condition.kind === 'between') return isDay(condition.low) ? condition.value : undefined;
  if (condition.kind !== 'compare') return undefined;
  return isDay(condition.right) ? condition.left : undefined;
}
