import { MoeError } from '@momq/moe';

/** A JSON Schema (draft 2020-12), of which {@link writtenJson} keeps to what decides how a value is written. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** A schema without references and alternatives: what one value looks like. */
export type ValueShape =
  | { readonly kind: 'any' }
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'text'; readonly shortest: number; readonly longest: number }
  | { readonly kind: 'number'; readonly whole: boolean }
  | {
      readonly kind: 'list';
      readonly items: JsonSchema;
      readonly fewest: number;
      readonly most: number;
    }
  | { readonly kind: 'object'; readonly members: readonly ObjectMember[] | undefined };

/** A member of an object, in the order in which it is written. */
export interface ObjectMember {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** Keywords that say nothing about how a value is written, or are read below. */
const known = new Set(
  `$schema $id $comment $defs definitions $ref title description default examples deprecated readOnly writeOnly format
   type enum const anyOf oneOf allOf properties required additionalProperties items minItems maxItems minLength maxLength`.split(
    /\s+/,
  ),
);

const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const;

/** Reads the schemas of one document. */
export class SchemaReader {
  readonly #root: JsonSchema;
  readonly #strict: boolean;

  /**
   * @param strict - refuse what a schema asks for beyond this subset, in place of passing over it
   * @throws MoeError `MOE_BAD_INPUT` where the schema is none, nothing can be written by it, or more is asked for in strict mode
   */
  constructor(root: unknown, { strict = false }: { readonly strict?: boolean } = {}) {
    this.#strict = strict;
    this.#root = requireSchema(root, 'schema');
    const seen = new Set<JsonSchema>();
    const check = (schema: JsonSchema): void => {
      if (seen.has(schema)) return;
      seen.add(schema);
      for (const shape of this.shapesOf(schema)) {
        if (shape.kind === 'list' && shape.most > 0) check(shape.items);
        if (shape.kind === 'object')
          for (const { schema: member } of shape.members ?? []) check(member);
      }
    };
    check(this.#root);
  }

  get root(): JsonSchema {
    return this.#root;
  }

  /** What a value by this schema may look like, first the one that is named first. */
  shapesOf(schema: JsonSchema, within: readonly JsonSchema[] = []): readonly ValueShape[] {
    if (schema === true) return [{ kind: 'any' }];
    if (schema === false) throw refused('a schema that something can be written by', 'false');
    if (within.includes(schema))
      throw refused('a schema that ends', 'one that refers to itself alone');
    const inner = (other: JsonSchema) => this.shapesOf(other, [...within, schema]);
    const stray = Object.keys(schema).find((keyword) => !known.has(keyword));
    if (this.#strict && stray !== undefined)
      throw refused(`keywords among ${[...known].join(', ')}`, stray);
    const { $ref: reference, const: constant, enum: values, allOf } = schema;
    if (reference !== undefined) return inner(this.#resolve(reference));
    if ('const' in schema) return [{ kind: 'constant', text: JSON.stringify(constant) }];
    if (values !== undefined) {
      if (!Array.isArray(values) || values.length === 0)
        throw refused('enum to be a list of values', 'none');
      return values.map((value) => ({ kind: 'constant', text: JSON.stringify(value) }));
    }
    const alternatives = schema['anyOf'] ?? schema['oneOf'];
    if (alternatives !== undefined)
      return schemasIn(alternatives, 'anyOf').flatMap((each) => inner(each));
    if (allOf !== undefined) {
      const [only, ...others] = schemasIn(allOf, 'allOf');
      if (others.length > 0) throw refused('allOf of one schema', 'several');
      return inner(only!);
    }
    return typesOf(schema).flatMap((type) => shapesOfType(type, schema));
  }

  /** A pointer into this document (RFC 6901). */
  #resolve(reference: unknown): JsonSchema {
    if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference))
      throw refused('$ref to be a place in the schema, as #/$defs/name', String(reference));
    let place: unknown = this.#root;
    for (const part of reference.split('/').slice(1)) {
      const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
      place = Object.hasOwn(Object(place) as object, name)
        ? (place as Record<string, unknown>)[name]
        : undefined;
    }
    return requireSchema(place, reference);
  }
}

function typesOf(schema: { readonly [keyword: string]: unknown }): readonly string[] {
  const { type } = schema;
  if (type === undefined) {
    if ('properties' in schema) return ['object'];
    return 'items' in schema ? ['array'] : ['any'];
  }
  const all: unknown[] = Array.isArray(type) ? type : [type];
  const stray = all.find((each) => !(types as readonly unknown[]).includes(each));
  if (stray !== undefined || all.length === 0)
    throw refused(`type to be one of ${types.join(', ')}`, String(stray));
  return all as string[];
}

function shapesOfType(
  type: string,
  schema: { readonly [keyword: string]: unknown },
): readonly ValueShape[] {
  const range = (from: string, to: string): readonly [number, number] => {
    const [least, most] = [count(from, 0), count(to, Infinity)];
    if (least <= most) return [least, most];
    throw refused(`${from} to be ${to} at most`, `${least} and ${most}`);
  };
  const count = (keyword: string, otherwise: number): number => {
    const value = schema[keyword] ?? otherwise;
    if (typeof value === 'number' && value >= 0) return value;
    throw refused(`${keyword} to be a number from 0`, JSON.stringify(value));
  };
  switch (type) {
    case 'object':
      return [{ kind: 'object', members: membersOf(schema) }];
    case 'array': {
      const items = requireSchema(schema['items'] ?? true, 'items');
      const [fewest, most] = range('minItems', 'maxItems');
      return [{ kind: 'list', items, fewest, most }];
    }
    case 'string': {
      const [shortest, longest] = range('minLength', 'maxLength');
      return [{ kind: 'text', shortest, longest }];
    }
    case 'number':
    case 'integer':
      return [{ kind: 'number', whole: type === 'integer' }];
    case 'boolean':
      return ['true', 'false'].map((text) => ({ kind: 'constant', text }));
    case 'null':
      return [{ kind: 'constant', text: 'null' }];
    default:
      return [{ kind: 'any' }];
  }
}

/** Members in the order of `properties`; undefined where any may be written, since none are named. */
function membersOf(schema: {
  readonly [keyword: string]: unknown;
}): readonly ObjectMember[] | undefined {
  const { properties = {}, required = [], additionalProperties: others = true } = schema;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties))
    throw refused('properties to be an object of schemas', JSON.stringify(properties));
  if (!Array.isArray(required) || required.some((name) => typeof name !== 'string'))
    throw refused('required to be a list of names', JSON.stringify(required));
  const named = Object.entries(properties).map(([name, value]) => ({
    name,
    schema: requireSchema(value, name),
    required: required.includes(name),
  }));
  const unnamed = required.filter((name: string) => !Object.hasOwn(properties, name));
  if (unnamed.length > 0 && others === false)
    throw refused('properties to have all that is required', `none called ${unnamed.join(', ')}`);
  const schemaOfOthers = requireSchema(others === false ? true : others, 'additionalProperties');
  const all = [
    ...named,
    ...unnamed.map((name: string) => ({ name, schema: schemaOfOthers, required: true })),
  ];
  return all.length === 0 && others === true ? undefined : all;
}

function schemasIn(value: unknown, keyword: string): readonly JsonSchema[] {
  if (!Array.isArray(value) || value.length === 0)
    throw refused(`${keyword} to be a list of schemas`, JSON.stringify(value));
  return value.map((each) => requireSchema(each, keyword));
}

function requireSchema(value: unknown, place: string): JsonSchema {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as JsonSchema;
  throw refused(
    `${place} to be a JSON Schema`,
    value === undefined ? 'none' : JSON.stringify(value),
  );
}

function refused(expected: string, got: string): MoeError {
  return new MoeError(
    'MOE_BAD_INPUT',
    `JSON Schema: expected ${expected}, got ${got}. Change the schema, or ask for any JSON.`,
  );
}
