import type { DatabaseSchema, Entity, EntityField, FieldType, Link } from '@momq/dialect';
import { momqVendor, osiVersions } from './osi-document.js';
import type { OsiDataset, OsiDocument, OsiField, OsiRelationship } from './osi-document.js';
import type { SampledCodes } from './sample-codes.js';

/**
 * A semantic model with what a database says about itself: names, comments, keys, links, and the codes whose meanings are to be filled in.
 */
export function startDocument(
  schema: DatabaseSchema,
  codes: readonly SampledCodes[] = [],
): OsiDocument {
  const links = schema.links.filter(({ from }) => from.fields.length > 0);
  return {
    version: osiVersions.at(-1)!,
    semantic_model: [
      {
        name: schema.name,
        datasets: schema.entities.map((entity) => datasetOf(entity, codes)),
        ...(links.length > 0 && { relationships: links.map(relationshipOf) }),
      },
    ],
  };
}

/** A table as a dataset of its own name. */
export function datasetOf(entity: Entity, codes: readonly SampledCodes[]): OsiDataset {
  const key = entity.fields.filter(({ primaryKey }) => primaryKey === true);
  return {
    name: entity.name,
    source: (entity.path ?? [entity.name]).map(sourcePart).join('.'),
    ...(key.length > 0 && { primary_key: key.map(({ name }) => name) }),
    ...(entity.comment !== undefined && { description: entity.comment }),
    ai_context: { synonyms: entity.aliases ?? [] },
    fields: entity.fields.map((field) => fieldOf(field, codesOf(entity, field, codes))),
  };
}

/** A column as a field of its own name. */
export function fieldOf(field: EntityField, codes: readonly string[]): OsiField {
  const datatype = dataTypes[field.type];
  return {
    name: field.name,
    expression: { dialects: [{ dialect: 'ANSI_SQL', expression: columnText(field.name) }] },
    ...(datatype !== undefined && { datatype }),
    ...(field.comment !== undefined && { description: field.comment }),
    ai_context: { synonyms: field.aliases ?? [] },
    ...(codes.length > 0 && {
      custom_extensions: [{ vendor_name: momqVendor, data: codeText(codes) }],
    }),
  };
}

/** The codes of a field that were sampled. */
export function codesOf(
  { name: entity }: Entity,
  { name: field }: EntityField,
  codes: readonly SampledCodes[],
): readonly string[] {
  return codes.find((each) => each.entity === entity && each.field === field)?.codes ?? [];
}

/** A link between datasets of their tables' names. */
export function relationshipOf({ name, from, to }: Link): OsiRelationship {
  return {
    name,
    from: from.entity,
    to: to.entity,
    from_columns: from.fields,
    to_columns: to.fields,
  };
}

const dataTypes: Readonly<Partial<Record<FieldType, string>>> = {
  text: 'String',
  integer: 'Integer',
  real: 'Float',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'DateTime',
};

/** JSON with a code a line, for somebody to fill in. */
function codeText(codes: readonly string[]): string {
  const empty = Object.entries(Object.fromEntries(codes.map((code) => [code, ''])));
  const lines = empty.map(([code]) => `  ${JSON.stringify(code)}: ""`).join(',\n');
  return `{"codes": {\n${lines}\n}}\n`;
}

function sourcePart(name: string): string {
  return /^[\p{L}\p{N}_$#-]+$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function columnText(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
