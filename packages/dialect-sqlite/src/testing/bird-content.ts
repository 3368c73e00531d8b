import { entitySources, visitQuery } from '@momq/core/logical';
import { seededRandom } from '@momq/core/random';
import type {
  Condition,
  DatabaseContent,
  DatabaseSchema,
  EntityField,
  EntityUse,
  Expression,
  LogicalQuery,
  SelectQuery,
  Value,
} from '@momq/dialect';

/** Values of a field that the data set shows, by `table.column`. */
export type Samples = ReadonlyMap<string, readonly (string | number)[]>;

/** Groups of rows that fulfil one query. */
const GROUPS = 3;
/** Rows of a table that fulfil none. */
const STRAYS = 8;

/**
 * Rows for a schema without data, so that queries over it give something to compare: for each SELECT some rows that fulfil
 * its joins and conditions, and some that do not. What they leave open is drawn from the samples, with NULL in between.
 */
export function rowsFor(
  schema: DatabaseSchema,
  queries: readonly LogicalQuery[],
  samples: Samples,
): DatabaseContent {
  const maker = new RowMaker(schema, samples);
  for (const query of queries) {
    visitQuery(query, {
      query: (each) => {
        if (each.kind === 'select') for (let n = 0; n < GROUPS; n += 1) maker.fulfil(each);
      },
    });
  }
  for (const { name } of schema.entities)
    for (let n = 0; n < STRAYS; n += 1) maker.add(name, new Map());
  return { schema, rows: maker.rows };
}

class RowMaker {
  readonly rows: Record<string, Value[][]> = {};
  private readonly random = seededRandom(7);
  private fresh = 1000;

  constructor(
    private readonly schema: DatabaseSchema,
    private readonly samples: Samples,
  ) {
    for (const { name } of schema.entities) this.rows[name] = [];
  }

  fulfil(query: SelectQuery): void {
    const known = new Map<string, Value>();
    const conditions = [query.where, ...caseConditions(query)].filter((each) => each !== undefined);
    const [where, ...others] = conditions;
    if (where) this.assume(where, known);
    if (others.length > 0) this.assume(others[Math.floor(this.random() * others.length)]!, known);
    const uses = entitySources(query.from);
    for (const use of uses) {
      for (const [left, right] of equalFields(use, this.schema)) {
        const value = known.get(left) ?? known.get(right) ?? this.key(left);
        known.set(left, value);
        known.set(right, value);
      }
    }
    for (const { entity, instance } of uses) {
      const own = new Map<string, Value>();
      const start = `${entity}#${instance}.`;
      for (const [key, value] of known)
        if (key.startsWith(start)) own.set(key.slice(start.length), value);
      this.add(entity, own);
    }
  }

  add(entity: string, known: ReadonlyMap<string, Value>): void {
    const fields = this.schema.entities.find(({ name }) => name === entity)?.fields ?? [];
    this.rows[entity]?.push(
      fields.map((field) => known.get(field.name) ?? this.draw(entity, field)),
    );
  }

  private draw(entity: string, field: EntityField): Value {
    if (field.primaryKey) return this.key(`${entity}#0.${field.name}`);
    if (this.random() < 0.1) return null;
    const pool = this.samples.get(`${entity}.${field.name}`) ?? [];
    if (pool.length > 0) return pool[Math.floor(this.random() * pool.length)]!;
    return field.type === 'integer' || field.type === 'real' ? Math.floor(this.random() * 9) : 'x';
  }

  /** A value that no row has yet. */
  private key(field: string): Value {
    this.fresh += 1;
    const [use = '', name = ''] = field.split('.', 2);
    const entity = this.schema.entities.find((each) => each.name === use.split('#')[0]);
    const type = entity?.fields.find((each) => each.name === name)?.type;
    return type === 'integer' || type === 'real' ? this.fresh : `k${this.fresh}`;
  }

  private assume(condition: Condition, known: Map<string, Value>): void {
    switch (condition.kind) {
      case 'and':
        condition.conditions.forEach((part) => this.assume(part, known));
        break;
      case 'or':
        this.assume(
          condition.conditions[Math.floor(this.random() * condition.conditions.length)]!,
          known,
        );
        break;
      case 'compare':
        if (condition.right.kind === 'literal')
          this.set(condition.left, wanted(condition.operator, condition.right.value), known);
        break;
      case 'between':
        if (condition.low.kind === 'literal') this.set(condition.value, condition.low.value, known);
        break;
      case 'in': {
        const member = condition.set[Math.floor(this.random() * condition.set.length)];
        if (member?.kind === 'literal') this.set(condition.value, member.value, known);
        break;
      }
      case 'null':
      case 'exists':
    }
  }

  private set(expression: Expression, value: Value, known: Map<string, Value>): void {
    if (expression.kind === 'field') {
      if (!expression.outer) known.set(keyOf(expression, expression.field), value);
      return;
    }
    if (expression.kind !== 'call') return;
    const [argument, from] = expression.arguments;
    if (argument?.kind !== 'field') return;
    if (expression.function === 'year') this.set(argument, `${String(value)}-03-15`, known);
    if (expression.function === 'date') this.set(argument, value, known);
    if (expression.function === 'substring' && from?.kind === 'literal') {
      const start = Math.max(0, Number(from.value) - 1);
      this.set(
        argument,
        `${'2012-01-31 10:00'.slice(0, start).padEnd(start, '1')}${String(value)}`,
        known,
      );
    }
  }
}

function wanted(operator: string, value: Value): Value {
  if (typeof value === 'number') {
    if (operator === '>') return value + 1;
    return operator === '<' ? value - 1 : value;
  }
  if (operator === 'like')
    return String(value).replace(
      /\\(.)|[%_]/g,
      (sign, kept: string) => kept ?? (sign === '_' ? 'a' : ''),
    );
  return operator === '>' ? `${String(value)}1` : value;
}

function caseConditions(query: SelectQuery): Condition[] {
  const found: Condition[] = [];
  visitQuery(query, {
    expression: (expression) => {
      if (expression.kind === 'case') found.push(...expression.branches.map(({ when }) => when));
    },
  });
  return found;
}

function keyOf({ entity, instance }: EntityUse, field: string): string {
  return `${entity}#${instance}.${field}`;
}

function equalFields(
  use: ReturnType<typeof entitySources>[number],
  schema: DatabaseSchema,
): readonly (readonly [string, string])[] {
  const { join } = use;
  if (join?.kind === 'fields')
    return [[keyOf(join.left, join.left.field), keyOf(join.right, join.right.field)]];
  if (join?.kind !== 'link') return [];
  const link = schema.links.find(({ name }) => name === join.link);
  if (link === undefined) return [];
  const forward = link.from.entity === join.with.entity && link.to.entity === use.entity;
  const [near, far] = forward ? [link.from, link.to] : [link.to, link.from];
  return near.fields.map((field, index) => [
    keyOf(join.with, field),
    keyOf(use, far.fields[index] ?? ''),
  ]);
}
