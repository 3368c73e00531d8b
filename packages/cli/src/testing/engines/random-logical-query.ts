import type {
  DatabaseSchema,
  Expression,
  LogicalQuery,
  OrderKey,
  SelectQuery,
} from '@momq/dialect';
import { RandomExpressions, type Kind, type Use } from './random-expressions.js';

/** A query with what its result says. */
export interface RandomQuery {
  readonly query: LogicalQuery;
  /** True where its keys leave no two rows in doubt. */
  readonly ordered: boolean;
}

const kinds: readonly Kind[] = ['text', 'integer', 'real', 'date', 'datetime'];

/** Queries that mean the same in every dialect, by the logical form's own words: docs/adr/0017-logical-form-v2.md. */
export class RandomQueries extends RandomExpressions {
  next(): RandomQuery {
    return this.choose([
      [4, () => this.plain()],
      [3, () => this.grouped()],
      [1, () => this.total()],
      [1, () => this.distinct()],
      [1, () => this.windowed()],
      [2, () => this.set()],
      [1, () => this.derived()],
    ]);
  }

  private plain(): RandomQuery {
    const uses = this.from();
    const select = this.many(1, 3, () => this.shown(uses));
    const orderBy = this.chance(0.5) ? [] : [...this.keys(uses), ...identity(uses, this.schema)];
    return {
      query: {
        ...this.base(uses),
        select,
        orderBy,
        ...(orderBy.length > 0 && this.cut()),
      },
      ordered: orderBy.length > 0,
    };
  }

  /** A column of the result: now and then a choice between unlike values. */
  private shown(uses: readonly Use[]): Expression {
    if (!this.chance(0.1)) return this.expression(this.pick(kinds), uses, 2);
    const [one, other] = this.pick([['text', 'date'], ['text', 'datetime'], ['date', 'text'], ['integer', 'text']] as const); // prettier-ignore
    const parts = [this.expression(one, uses, 0), this.expression(other, uses, 0)] as const;
    if (this.chance(0.5)) return { kind: 'call', function: 'coalesce', arguments: [...parts] };
    return {
      kind: 'case',
      branches: [{ when: this.condition(uses, 1), then: parts[0] }],
      otherwise: parts[1],
    };
  }

  private grouped(): RandomQuery {
    const uses = this.from();
    const keys = this.many(1, 2, () => this.expression(this.pick(kinds), uses, 1)).filter(
      (each) => each.kind !== 'literal',
    );
    const groupBy = keys.length > 0 ? keys : [this.anyField(uses)];
    const totals = this.many(1, 2, () => this.aggregate(uses));
    const ordered = this.chance(0.5);
    const first = this.chance(0.5) ? totals : [];
    return {
      query: {
        ...this.base(uses),
        select: [...groupBy, ...totals],
        groupBy,
        ...(this.chance(0.3) && {
          having: {
            kind: 'compare',
            operator: this.pick(['>', '>=', '!=', '=']),
            left: { kind: 'aggregate', function: 'count', distinct: false, argument: star },
            right: { kind: 'literal', value: this.pick([0, 1, 2, 3]) },
          } as const,
        }),
        orderBy: ordered ? [...first, ...groupBy].map((each) => this.key(each)) : [],
        ...(ordered && this.cut()),
      },
      ordered,
    };
  }

  private total(): RandomQuery {
    const uses = this.from();
    const select = this.many(1, 3, () => this.aggregate(uses));
    return { query: { ...this.base(uses), select }, ordered: false };
  }

  private distinct(): RandomQuery {
    const uses = this.from();
    const select = this.many(1, 2, () => this.expression(this.pick(kinds), uses, 1));
    const ordered = this.chance(0.5);
    const hidden = this.chance(0.3) ? this.keys(uses) : [];
    const orderBy = ordered ? [...hidden, ...select.map((each) => this.key(each))] : [];
    // Rows that are folded into one may differ in what is hidden.
    const sure = ordered && hidden.length === 0;
    return { query: { ...this.base(uses), distinct: true, select, orderBy }, ordered: sure };
  }

  private windowed(): RandomQuery {
    const uses = this.from();
    const name = this.pick(['row_number', 'rank', 'dense_rank', 'lag', 'lead', 'sum', 'count', 'avg', 'min', 'max'] as const); // prettier-ignore
    const ranks = ['row_number', 'rank', 'dense_rank'].includes(name);
    const kind = name === 'sum' || name === 'avg' ? 'integer' : this.pick(kinds);
    const window: Expression = {
      kind: 'window',
      function: name,
      ...(!ranks && { argument: this.anyField(uses, kind) }),
      partitionBy: this.chance(0.5) ? [this.anyField(uses)] : [],
      orderBy: [...this.keys(uses), ...identity(uses, this.schema)],
    };
    const select = [...identity(uses, this.schema).map(({ expression }) => expression), window];
    return { query: { ...this.base(uses), select }, ordered: false };
  }

  private set(): RandomQuery {
    const types = this.many(1, 2, () => this.pick(kinds));
    const side = (): SelectQuery => {
      const uses = this.from(1);
      return { ...this.base(uses), select: types.map((type) => this.expression(type, uses, 1)) };
    };
    const ordered = this.chance(0.4);
    const orderBy = types.map((_, column) => this.key({ kind: 'column', source: 0, column }));
    const operator = this.pick(['union', 'union', 'intersect', 'except'] as const);
    return {
      query: {
        kind: 'set',
        operator,
        all: operator === 'union' && this.chance(0.5),
        left: side(),
        right: side(),
        ...(ordered && { orderBy, ...this.cut() }),
      },
      ordered,
    };
  }

  private derived(): RandomQuery {
    const inner = this.chance(0.5) ? this.grouped() : this.plain();
    const { query } = inner;
    if (query.kind === 'set') return inner;
    const columns = query.select.map((_, column): Expression => ({ kind: 'column', source: 0, column })); // prettier-ignore
    return {
      query: {
        kind: 'select',
        from: [{ kind: 'derived', query }],
        distinct: this.chance(0.2),
        select: columns,
        where: { kind: 'null', negated: true, value: this.pick(columns) },
        groupBy: [],
        orderBy: [],
      },
      ordered: false,
    };
  }

  private base(uses: readonly Use[]): SelectQuery {
    return {
      kind: 'select',
      from: uses.map(({ source }) => source),
      distinct: false,
      select: [],
      ...(this.chance(0.6) && { where: this.condition(uses, 2) }),
      groupBy: [],
      orderBy: [],
    };
  }

  private keys(uses: readonly Use[]): OrderKey[] {
    return this.many(0, 2, () => this.expression(this.pick(kinds), uses, 1))
      .filter(({ kind }) => kind !== 'literal')
      .map((each) => this.key(each));
  }

  private key(expression: Expression): OrderKey {
    const nulls = this.pick([undefined, undefined, 'first', 'last'] as const);
    return { expression, descending: this.chance(0.5), ...(nulls && { nulls }) };
  }

  private cut(): { limit?: number; offset?: number } {
    return {
      ...(this.chance(0.3) && { limit: this.pick([1, 3, 5]) }),
      ...(this.chance(0.1) && { offset: this.pick([1, 2]) }),
    };
  }
}

const star = { kind: 'star' } as const;

/** Keys of all sources, which leave no two rows in doubt. */
function identity(uses: readonly Use[], schema: DatabaseSchema): OrderKey[] {
  return uses.flatMap(({ source }) =>
    (schema.entities.find(({ name }) => name === source.entity)?.fields ?? [])
      .filter(({ primaryKey }) => primaryKey === true)
      .map(({ name }) => ({
        expression: {
          kind: 'field' as const,
          entity: source.entity,
          instance: source.instance,
          field: name,
        },
        descending: false,
      })),
  );
}
