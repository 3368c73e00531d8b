import type { DatabaseSchema, Expression, FieldType, TemporalEncoding } from '@momq/dialect';
import type { Scope } from './sqlite-logical-form-scope.js';

/**
 * How SQLite compares a value (https://sqlite.org/datatype3.html#comparisons): a constant takes on the affinity of the
 * column on the other side; without one a number is never equal to a text.
 */
export interface ValueKind {
  readonly affinity: 'text' | 'numeric' | 'none';
  /** What the values certainly are. */
  readonly storage: 'text' | 'integer' | 'real' | 'number' | 'unknown';
  /** The type that the schema gives, where the value is a field's. */
  readonly type?: FieldType;
  /** How the field holds points in time, where its type does not say so. */
  readonly temporal?: TemporalEncoding;
}

const unknownKind: ValueKind = { affinity: 'none', storage: 'unknown' };
const of = (storage: ValueKind['storage']): ValueKind => ({ affinity: 'none', storage });

const ofFieldType: Record<FieldType, ValueKind> = {
  text: { affinity: 'text', storage: 'text' },
  integer: { affinity: 'numeric', storage: 'integer' },
  real: { affinity: 'numeric', storage: 'real' },
  boolean: { affinity: 'numeric', storage: 'integer' },
  // Declared DATE is numeric affinity, but the values are ISO 8601 text.
  date: unknownKind,
  datetime: unknownKind,
  other: unknownKind,
};

const texts = new Set(['lower', 'upper', 'trim', 'substring', 'concat', 'replace']);
const times = new Set(['truncate', 'add', 'date', 'now', 'today', 'fromUnixSeconds']);

/** The kind of an expression's values; columns of derived sources are looked up in `scope`. */
export function valueKind(
  expression: Expression,
  schema: DatabaseSchema,
  scope: Scope | undefined,
): ValueKind {
  const kind = (part: Expression): ValueKind => valueKind(part, schema, scope);
  switch (expression.kind) {
    case 'field': {
      const entity = schema.entities.find(({ name }) => name === expression.entity);
      const field = entity?.fields.find(({ name }) => name === expression.field);
      if (field === undefined) return unknownKind;
      const { type, temporal } = field;
      const numeric = temporal !== undefined && !temporal.startsWith('iso');
      return { ...ofFieldType[type], type, ...(numeric && { temporal }) };
    }
    case 'column': {
      let owner = scope;
      for (let out = expression.outer ?? 0; out > 0; out -= 1) owner = owner?.parent;
      const use = owner?.uses.find(
        (each) => each.kind === 'derived' && each.source === expression.source,
      );
      return (use?.kind === 'derived' && use.columns[expression.column]?.value) || unknownKind;
    }
    case 'literal':
      return literalKind(expression.value);
    case 'aggregate':
    case 'window':
      return aggregateKind(expression.function, expression.argument, kind);
    case 'arithmetic':
      return of(numberOf([kind(expression.left), kind(expression.right)]));
    case 'call':
      return callKind(expression.function, expression.arguments, kind);
    case 'cast':
      if (expression.type === 'text') return { affinity: 'text', storage: 'text' };
      if (expression.type === 'integer' || expression.type === 'real')
        return { affinity: 'numeric', storage: expression.type };
      return of('text');
    case 'case': {
      const values = [
        ...expression.branches.map(({ then }) => then),
        ...(expression.otherwise ? [expression.otherwise] : []),
      ];
      return of(common(values.filter((value) => !isNull(value)).map((value) => kind(value))));
    }
    case 'subquery': {
      const { query } = expression;
      const first = query.kind === 'select' ? query.select[0] : undefined;
      return first === undefined ? unknownKind : valueKind(first, schema, undefined);
    }
    case 'star':
      return unknownKind;
  }
}

function isNull(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.value === null;
}

function literalKind(value: string | number | boolean | null): ValueKind {
  if (value === null) return unknownKind;
  if (typeof value === 'string') return of('text');
  return of(typeof value === 'boolean' || Number.isInteger(value) ? 'integer' : 'real');
}

function aggregateKind(
  name: string,
  argument: Expression | undefined,
  kind: (part: Expression) => ValueKind,
): ValueKind {
  if (name === 'avg') return of('real');
  if (argument === undefined || name === 'count') return of('integer');
  const { storage, type } = kind(argument);
  if (name === 'sum') return of(storage === 'integer' || storage === 'real' ? storage : 'number');
  return { ...of(storage), ...(type && { type }) };
}

function callKind(
  name: string,
  args: readonly Expression[],
  kind: (part: Expression) => ValueKind,
): ValueKind {
  if (texts.has(name) || times.has(name)) return of('text');
  if (name === 'coalesce') return of(common(args.filter((arg) => !isNull(arg)).map(kind)));
  const [first] = args;
  if (first !== undefined && name === 'nullif') return of(kind(first).storage);
  if (first !== undefined && name === 'abs') return of(numberOf([kind(first)]));
  if (name === 'round' || name === 'sqrt') return of('real');
  if (name === 'floor' || name === 'ceiling' || name === 'power' || name === 'mod')
    return of('number');
  return of('integer');
}

/** True for storage classes that hold numbers. */
export function isNumber({ storage }: ValueKind): boolean {
  return storage === 'integer' || storage === 'real' || storage === 'number';
}

/** The storage class that all of them have. */
export function common(kinds: readonly ValueKind[]): ValueKind['storage'] {
  const [first] = kinds;
  if (first === undefined) return 'unknown';
  if (kinds.every(({ storage }) => storage === first.storage)) return first.storage;
  return kinds.every(isNumber) ? 'number' : 'unknown';
}

function numberOf(kinds: readonly ValueKind[]): ValueKind['storage'] {
  if (kinds.some(({ storage }) => storage === 'real')) return 'real';
  return kinds.every(({ storage }) => storage === 'integer') ? 'integer' : 'number';
}
