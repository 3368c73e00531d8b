import type {
  Aggregate,
  Condition,
  DatabaseContent,
  DatabaseSchema,
  EntityField,
  EntitySource,
  Expression,
  FieldReference,
  FunctionName,
  Literal,
  TimeUnit,
  Value,
} from '@momq/dialect';

/** Types that random expressions have. */
export type Kind = 'text' | 'integer' | 'real' | 'boolean' | 'date' | 'datetime';

/** An element of FROM. */
export interface Use {
  readonly source: EntitySource;
}

const units: readonly TimeUnit[] = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second']; // prettier-ignore
const dateParts: readonly FunctionName[] = ['year', 'quarter', 'month', 'week', 'weekday', 'day', 'hour', 'minute', 'second', 'unixSeconds']; // prettier-ignore

/** Constants where no column has the type. */
const fallbacks: Readonly<Record<Kind, readonly Value[]>> = {
  text: ['a', ''],
  integer: [1, -7],
  real: [0.5, -2.5],
  boolean: [true, false],
  date: ['2023-05-18', '2020-02-29'],
  datetime: ['2023-05-18 10:20:30', '1969-12-31 00:00:00'],
};

/** Expressions and conditions of known types over a database's fields, with constants from its rows. */
export abstract class RandomExpressions {
  constructor(
    protected readonly random: () => number,
    protected readonly schema: DatabaseSchema,
    private readonly content: DatabaseContent,
  ) {}

  /** One to three uses, each joined to one before it. */
  protected from(most = 3): readonly Use[] {
    const first = this.pick(this.schema.entities).name;
    const uses: Use[] = [{ source: { entity: first, instance: 0 } }];
    const size = this.choose([
      [5, () => 1],
      [4, () => 2],
      [1, () => 3],
    ]);
    while (uses.length < Math.min(size, most)) uses.push(this.joined(uses));
    return uses;
  }

  private joined(uses: readonly Use[]): Use {
    const earlier = this.pick(uses).source;
    const optional = this.chance(0.4);
    const link = this.pick(this.schema.links);
    const entity =
      link.from.entity === earlier.entity
        ? link.to.entity
        : link.to.entity === earlier.entity
          ? link.from.entity
          : undefined;
    const other = entity ?? this.pick(this.schema.entities).name;
    const instance = uses.filter(({ source }) => source.entity === other).length;
    const source = { entity: other, instance };
    if (entity !== undefined && this.chance(0.7))
      return { source: { ...source, join: { kind: 'link', link: link.name, with: earlier, optional } } }; // prettier-ignore
    const [left, right] = [{ source: earlier }, { source }].map((use) =>
      this.anyField([use], 'integer'),
    );
    if (left?.kind !== 'field' || right?.kind !== 'field')
      return { source: { ...source, join: { kind: 'cross' } } };
    return { source: { ...source, join: { kind: 'fields', left, right, optional } } };
  }

  /** A field of a kind, of any where none is asked for; a constant where no use has one. */
  protected anyField(uses: readonly Use[], kind?: Kind): Expression {
    const fields = this.fieldsOf(uses, ({ type }) => kind === undefined || type === kind);
    if (fields.length > 0) return this.pick(fields);
    const constant = this.constant(kind ?? 'integer');
    return kind === 'date' || kind === 'datetime'
      ? { kind: 'cast', type: kind, argument: constant }
      : constant;
  }

  private fieldsOf(uses: readonly Use[], fits: (field: EntityField) => boolean): FieldReference[] {
    return uses.flatMap(({ source }) =>
      (this.schema.entities.find(({ name }) => name === source.entity)?.fields ?? [])
        .filter(fits)
        .map(({ name }) => ({
          kind: 'field' as const,
          entity: source.entity,
          instance: source.instance,
          field: name,
        })),
    );
  }

  /** A constant, mostly a value that a row has. */
  private constant(kind: Kind): Literal {
    const values = this.schema.entities.flatMap(({ name, fields }) =>
      fields.flatMap((field, place) =>
        field.type === kind ? (this.content.rows[name] ?? []).map((row) => row[place] ?? null) : [],
      ),
    );
    const known = values.filter(
      (value): value is string | number | boolean => value !== null && typeof value !== 'object',
    );
    const value = this.pick<Value>(known.length > 0 ? known : fallbacks[kind]);
    return { kind: 'literal', value: value as Literal['value'] };
  }

  /** A point in time: a date, or text or a number that holds one. */
  private moment(uses: readonly Use[]): Expression {
    const fields = this.fieldsOf(
      uses,
      ({ type, temporal, name }) =>
        type === 'date' || type === 'datetime' || temporal !== undefined || name === 'written',
    );
    return fields.length > 0 ? this.pick(fields) : this.constant('date');
  }

  /** An expression of a kind, at most so many calls deep. */
  protected expression(kind: Kind, uses: readonly Use[], depth: number): Expression {
    if (depth === 0 || this.chance(0.35)) return this.anyField(uses, kind);
    const part = (of: Kind): Expression => this.expression(of, uses, depth - 1);
    if (kind !== 'boolean' && this.chance(0.2)) return this.choice(kind, uses, depth, part);
    switch (kind) {
      case 'text':
        return this.textCall(part, uses);
      case 'integer':
        return this.integerCall(part, uses);
      case 'real':
        return this.realCall(part);
      case 'boolean':
        return this.anyField(uses, 'boolean');
      case 'date':
        return this.choose<Expression>([
          [1, () => call('date', this.moment(uses))],
          [1, () => ({ kind: 'cast', type: 'date', argument: this.moment(uses) })],
          [1, () => this.withUnit('truncate', units.slice(0, 5), this.moment(uses))],
          [1, () => this.withUnit('add', units.slice(0, 5), part('date'), this.smallNumber())],
        ]);
      case 'datetime':
        return this.choose<Expression>([
          [1, () => ({ kind: 'cast', type: 'datetime', argument: this.moment(uses) })],
          [1, () => this.withUnit('truncate', units.slice(5), this.moment(uses))],
          [1, () => this.withUnit('add', units, part('datetime'), this.smallNumber())],
          [1, () => call('fromUnixSeconds', this.number(-90_000, 1_700_000_000))],
        ]);
    }
  }

  private choice(
    kind: Kind,
    uses: readonly Use[],
    depth: number,
    part: (of: Kind) => Expression,
  ): Expression {
    return this.choose<Expression>([
      [2, () => call('coalesce', part(kind), part(kind))],
      [1, () => call('nullif', part(kind), part(kind))],
      [
        3,
        () => ({
          kind: 'case',
          branches: [{ when: this.condition(uses, depth - 1), then: part(kind) }],
          ...(this.chance(0.7) && { otherwise: part(kind) }),
        }),
      ],
    ]);
  }

  private textCall(part: (of: Kind) => Expression, uses: readonly Use[]): Expression {
    const text = part('text');
    return this.choose<Expression>([
      [2, () => call(this.pick(['lower', 'upper', 'trim']), text)],
      [1, () => call('substring', text, this.number(1, 4), this.number(0, 5))],
      [1, () => call('substring', text, this.number(1, 4))],
      [1, () => call('replace', text, part('text'), this.constant('text'))],
      [2, () => call('concat', text, this.anyField(uses, this.pick(['text', 'integer', 'date', 'datetime', 'boolean'])))], // prettier-ignore
      [2, () => ({ kind: 'cast', type: 'text', argument: part(this.pick(['integer', 'date', 'datetime', 'boolean'])) })], // prettier-ignore
    ]);
  }

  private integerCall(part: (of: Kind) => Expression, uses: readonly Use[]): Expression {
    return this.choose<Expression>([
      [1, () => call('length', part('text'))],
      [1, () => this.counted(uses)],
      [1, () => call('position', part('text'), part('text'))],
      [1, () => call('abs', part('integer'))],
      [1, () => call('mod', part('integer'), part('integer'))],
      [1, () => call(this.pick(['floor', 'ceiling']), part('real'))],
      [4, () => call(this.pick(dateParts), this.moment(uses))],
      [2, () => this.withUnit('difference', units, this.moment(uses), this.moment(uses))],
      [2, () => this.arithmetic(part('integer'), this.smallNumber())],
      [1, () => this.arithmetic(this.anyField(uses, 'integer'), this.anyField(uses, 'integer'))],
      [1, () => ({ kind: 'arithmetic', operator: '/', left: part('integer'), right: part('integer') })], // prettier-ignore
      [2, () => ({ kind: 'cast', type: 'integer', argument: part(this.pick(['text', 'real', 'boolean', 'date'])) })], // prettier-ignore
    ]);
  }

  private realCall(part: (of: Kind) => Expression): Expression {
    return this.choose<Expression>([
      [1, () => call('round', part('real'))],
      [1, () => call('round', part('real'), this.number(0, 3))],
      [1, () => call('abs', part('real'))],
      [1, () => call('sqrt', part('real'))],
      [1, () => call('power', part('real'), this.number(0, 2))],
      [2, () => this.arithmetic(part('real'), part('integer'))],
      [1, () => ({ kind: 'arithmetic', operator: '/', left: part('real'), right: part('integer') })], // prettier-ignore
      [2, () => ({ kind: 'cast', type: 'real', argument: part(this.pick(['text', 'integer'])) })],
    ]);
  }

  private arithmetic(left: Expression, right: Expression): Expression {
    return { kind: 'arithmetic', operator: this.pick(['+', '-', '*']), left, right };
  }

  private withUnit(
    name: FunctionName,
    some: readonly TimeUnit[],
    ...given: readonly Expression[]
  ): Expression {
    return { kind: 'call', function: name, unit: this.pick(some), arguments: given };
  }

  /** An aggregate over a row's expression. */
  protected aggregate(uses: readonly Use[]): Aggregate {
    const name = this.pick(['count', 'count', 'sum', 'avg', 'min', 'max'] as const);
    const distinct = this.chance(0.2);
    if (name === 'count' && this.chance(0.5))
      return { kind: 'aggregate', function: name, distinct: false, argument: { kind: 'star' } };
    const kind: Kind = ['sum', 'avg'].includes(name)
      ? this.pick(['integer', 'real', 'boolean'])
      : this.pick(['text', 'integer', 'real', 'date', 'datetime']);
    return {
      kind: 'aggregate',
      function: name,
      distinct,
      argument: this.expression(kind, uses, 1),
    };
  }

  /** A condition over rows. */
  protected condition(uses: readonly Use[], depth: number): Condition {
    if (depth > 1 && this.chance(0.3))
      return {
        kind: this.pick(['and', 'or']),
        conditions: this.many(2, 3, () => this.condition(uses, depth - 1)),
      };
    const kind = this.pick<Kind>(['text', 'integer', 'real', 'date', 'datetime', 'boolean']);
    const value = this.expression(kind, uses, Math.min(depth, 1));
    const negated = this.chance(0.3);
    return this.choose<Condition>([
      [4, () => this.compared(kind, value, uses)],
      [1, () => ({ kind: 'null', negated, value })],
      [1, () => ({ kind: 'between', negated, value, low: this.constant(kind), high: this.constant(kind) })], // prettier-ignore
      [1, () => ({ kind: 'in', negated, value, set: this.many(1, 3, () => this.constant(kind)) })],
      [2, () => this.pattern(uses)],
      [depth > 0 ? 1 : 0, () => this.membership(kind, value, negated)],
      [depth > 0 ? 1 : 0, () => this.existence(uses, negated)],
    ]);
  }

  private compared(kind: Kind, left: Expression, uses: readonly Use[]): Condition {
    const operator = this.pick(['=', '!=', '<', '<=', '>', '>='] as const);
    const right = this.chance(0.7) ? this.constant(kind) : this.anyField(uses, kind);
    return { kind: 'compare', operator: kind === 'boolean' ? '=' : operator, left, right };
  }

  private pattern(uses: readonly Use[]): Condition {
    const value = this.pick(['%a%', 'Z%', '50\\%%', 'a\\_b', "%'%", '_', '%€%', '2023%', 'c\\\\%']);
    return {
      kind: 'compare',
      operator: this.pick(['like', 'like', 'not like']),
      left: this.expression('text', uses, 1),
      right: { kind: 'literal', value },
    };
  }

  private membership(kind: Kind, value: Expression, negated: boolean): Condition {
    const uses = this.from(1);
    const query = {
      kind: 'select' as const,
      from: uses.map(({ source }) => source),
      distinct: false,
      select: [this.anyField(uses, kind)],
      groupBy: [],
      orderBy: [],
    };
    return { kind: 'in', negated, value, set: [{ kind: 'subquery', query }] };
  }

  private existence(
    uses: readonly Use[],
    negated: boolean,
  ): Extract<Condition, { kind: 'exists' }> {
    const { source } = this.pick(uses);
    const inner = this.from(1);
    const [own] = inner;
    const left = this.anyField(inner, 'integer');
    const right = this.anyField([{ source }], 'integer');
    const outer: Expression = right.kind === 'field' ? { ...right, outer: 1 } : right;
    return {
      kind: 'exists',
      negated,
      query: {
        kind: 'select',
        from: own ? [own.source] : [],
        distinct: false,
        select: [{ kind: 'star' }],
        where: { kind: 'compare', operator: '=', left, right: outer },
        groupBy: [],
        orderBy: [],
      },
    };
  }

  /** How many rows of another use match, or how many there are. */
  private counted(uses: readonly Use[]): Expression {
    const { query } = this.existence(uses, false);
    if (query.kind === 'set') return this.constant('integer');
    const count: Aggregate = {
      kind: 'aggregate',
      function: 'count',
      distinct: false,
      argument: { kind: 'star' },
    };
    const { where, ...whole } = { ...query, select: [count] };
    return {
      kind: 'subquery',
      query: this.chance(0.7) && where ? { ...whole, where } : whole,
    };
  }

  private smallNumber(): Literal {
    return this.number(-3, 8);
  }

  private number(least: number, most: number): Literal {
    return { kind: 'literal', value: least + Math.floor(this.random() * (most - least + 1)) };
  }

  protected many<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + Math.floor(this.random() * (most - least + 1)) }, make);
  }

  protected chance(share: number): boolean {
    return this.random() < share;
  }

  protected pick<T>(from: readonly T[]): T {
    const found = from[Math.floor(this.random() * from.length)];
    if (found === undefined && from.length === 0) throw new Error('nothing to choose from');
    return found as T;
  }

  /** One of several, each with its weight. */
  protected choose<T>(ways: readonly (readonly [weight: number, make: () => T])[]): T {
    let left = this.random() * ways.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, make] of ways) {
      left -= weight;
      if (left < 0) return make();
    }
    return ways[0]![1]();
  }
}

function call(name: FunctionName, ...given: readonly Expression[]): Expression {
  return { kind: 'call', function: name, arguments: given };
}
