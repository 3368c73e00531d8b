import type { DatabaseSchema, Entity, EntityField, Link, LinkEnd, Value } from '@momq/dialect';
import { equatesProperties } from '../graph/property-links.js';

/** Characters of a sample at most. */
const longestSample = 40;

/** What is known of an entity beside its fields: its kind, what people wrote, other names. */
export function entityRemarks({ kind, comment = '', aliases = [] }: Entity): string[] {
  const plain = kind === undefined || kind === 'table' || kind === 'label';
  return present([plain ? '' : kind.replaceAll('-', ' '), comment, called(aliases)]);
}

/**
 * What is known of a field beside its type: what people wrote, other names, and of its values what codes stand for, which are
 * allowed, or some of them.
 *
 * @param quote - writes a text value
 */
export function fieldRemarks(field: EntityField, quote: (text: string) => string): string[] {
  const { comment = '', aliases = [] } = field;
  return present([comment, called(aliases), valueRemark(field, quote)]);
}

/** Remarks of a whole schema, one entity or field a line: `orders.status: also called state; 1 is open, 2 is shipped`. */
export function schemaRemarks({ entities, family, links }: DatabaseSchema): string[] {
  const remarks = entities.flatMap((entity) => [
    ...line(entity.name, entityRemarks(entity)),
    ...entity.fields.flatMap((field) =>
      line(
        `${entity.name}.${field.name}`,
        fieldRemarks(field, (text) => JSON.stringify(text)),
      ),
    ),
  ]);
  if (family !== 'graph') return remarks;
  return [...remarks, ...links.filter(equatesProperties).map(equality)];
}

/** What a model has to compare, because no relationship says it. */
function equality({ from, to }: Link): string {
  const side = ({ entity, fields }: LinkEnd): string =>
    fields.map((field) => `${entity}.${field}`).join(' and ');
  return `${side(from)} equals ${side(to)}: compare these properties, no relationship joins them`;
}

function line(name: string, remarks: readonly string[]): string[] {
  return remarks.length === 0 ? [] : [`${name}: ${remarks.join('; ').replaceAll(/\s+/g, ' ')}`];
}

function called(aliases: readonly string[]): string {
  return aliases.length === 0 ? '' : `also called ${aliases.join(', ')}`;
}

function valueRemark(
  { meanings = [], allowedValues = [], samples = [] }: EntityField,
  quote: (text: string) => string,
): string {
  const written = (value: Value): string[] => {
    if (typeof value === 'string') return value.length > longestSample ? [] : [quote(value)];
    return value === null || typeof value === 'object' ? [] : [String(value)];
  };
  if (meanings.length > 0)
    return meanings
      .map(({ value, names }) => `${written(value).join('')} is ${names.join(' or ')}`)
      .join(', ');
  if (allowedValues.length > 0)
    return `one of ${allowedValues.map((value) => quote(value)).join(', ')}`;
  const examples = samples.flatMap(written);
  return examples.length > 0 ? `for example ${examples.join(', ')}` : '';
}

function present(parts: readonly string[]): string[] {
  return parts.filter((part) => part !== '');
}
