import type {
  DatabaseSchema,
  Expression,
  Join,
  LogicalQuery,
  SelectQuery,
  SetQuery,
  Source,
} from '@momq/dialect';
import { canonicalise } from './canonicalise.js';
import { ConditionReader } from './condition-reader.js';
import type { QueryItem, QueryToken } from './query-items.js';
import { plainSelectedFields } from './query-shapes.js';
import type { WordNames } from './query-words.js';
import { linkSteps, stepOfFields, type JoinedUse, type LinkStep } from './schema-lookup.js';
import { TokenCursor } from './token-cursor.js';

/**
 * Reads the tokens that {@link linearise} writes. The result is canonical: `parseTokens(linearise(q)) = canonicalise(q)`.
 *
 * @throws QuerySyntaxError when the tokens are no query; `column` is the token's place, counted from 1.
 */
export function parseTokens(
  tokens: readonly QueryToken[],
  items: readonly QueryItem[],
  schema: DatabaseSchema,
  words?: WordNames,
): LogicalQuery {
  const cursor = new TokenCursor(tokens, items, words ?? {});
  const query = new QueryReader(cursor, schema).query();
  cursor.expectWord('end');
  cursor.expectEnd();
  return canonicalise(query, schema);
}

const setOperators: Partial<Record<string, Pick<SetQuery, 'operator' | 'all'>>> = {
  union: { operator: 'union', all: false },
  'union all': { operator: 'union', all: true },
  intersect: { operator: 'intersect', all: false },
  'intersect all': { operator: 'intersect', all: true },
  except: { operator: 'except', all: false },
  'except all': { operator: 'except', all: true },
};

/** The sources of a FROM in the making. */
interface FromParts {
  readonly from: Source[];
  readonly uses: JoinedUse[];
}

class QueryReader extends ConditionReader {
  readonly #schema: DatabaseSchema;

  constructor(tokens: TokenCursor, schema: DatabaseSchema) {
    super(tokens);
    this.#schema = schema;
  }

  override query(): LogicalQuery {
    let left: LogicalQuery = this.#select();
    let combined = this.#combined(left);
    while (combined !== undefined) {
      left = combined;
      combined = this.#combined(left);
    }
    return left;
  }

  /** The set operation that goes on from `left`, or `left` with an order of its own; undefined where nothing follows. */
  #combined(left: LogicalQuery): SetQuery | undefined {
    const operation = setOperators[this.tokens.word() ?? ''];
    if (operation !== undefined) {
      this.tokens.advance();
      return { kind: 'set', ...operation, left, right: this.#select() };
    }
    if (left.kind !== 'set' || !this.tokens.take('combined')) return undefined;
    return { ...left, orderBy: this.keys(), ...this.#rows() };
  }

  #select(): SelectQuery {
    this.tokens.expectWord('from');
    const parts: FromParts = { from: [], uses: [] };
    if (this.tokens.word() !== 'select') this.#table(parts);
    while (this.tokens.word() !== 'select') this.#source(parts);
    this.tokens.expectWord('select');
    const distinct = this.tokens.take('distinct');
    const select = this.expressions();
    const where = this.tokens.take('where') ? this.condition() : undefined;
    let groupBy: Expression[] = [];
    if (this.tokens.take('group'))
      groupBy = this.startsExpression() ? this.expressions() : plainSelectedFields({ select });
    const having = this.tokens.take('having') ? this.condition() : undefined;
    return {
      kind: 'select',
      from: parts.from,
      distinct,
      select,
      ...(where && { where }),
      groupBy,
      ...(having && { having }),
      orderBy: this.keys(),
      ...this.#rows(),
    };
  }

  #rows(): Pick<SelectQuery, 'limit' | 'offset'> {
    const limit = this.tokens.take('limit') ? this.rowCount() : undefined;
    const offset = this.tokens.take('offset') ? this.rowCount() : undefined;
    return { ...(limit !== undefined && { limit }), ...(offset !== undefined && { offset }) };
  }

  /** An entity or a subquery, whose join is put to it by `joinTo` once it is known which use it is. */
  #table(parts: FromParts, joinTo?: () => Extract<Join, { kind: 'condition' | 'cross' }>): void {
    if (this.tokens.word() === '(') {
      const query = this.subquery();
      parts.from.push({ kind: 'derived', query, ...(joinTo && { join: joinTo() }) });
      return;
    }
    const { entity } = this.tokens.item('entity');
    const use = { entity, instance: instanceOf(entity, parts) };
    parts.uses.push(use);
    parts.from.push({ ...use, ...(joinTo && { join: joinTo() }) });
  }

  #source(parts: FromParts): void {
    if (this.tokens.take('cross')) return this.#table(parts, () => ({ kind: 'cross' }));
    const optional = this.tokens.take('optional');
    if (this.tokens.take('join'))
      return this.#table(parts, () => ({
        kind: 'condition',
        condition: this.condition(),
        optional,
      }));
    if (this.tokens.take('on')) return this.#fieldJoin(parts, optional);
    const skipped = this.count('other');
    const link =
      this.tokens.peekItem()?.kind === 'link' ? this.tokens.item('link').link : undefined;
    const { entity } = this.tokens.item('entity');
    const steps = linkSteps(this.#schema, parts.uses, entity).filter(
      (step) => link === undefined || step.link.name === link,
    );
    const step = steps[skipped];
    if (step === undefined || (link === undefined && steps.length > 1))
      this.tokens.fail(`one link between ${entity} and the entities before it`);
    add(parts, entity, { kind: 'link', link: step.link.name, with: step.with, optional }, step);
  }

  #fieldJoin(parts: FromParts, optional: boolean): void {
    const { entity } = this.tokens.item('entity');
    const left = this.field();
    const right = this.tokens.item('field');
    if (right.entity !== entity) this.tokens.fail(`a field of ${entity} before this`);
    const use = { entity, instance: instanceOf(entity, parts) };
    const own = { kind: 'field', ...use, field: right.field } as const;
    const step = stepOfFields(this.#schema, left, right);
    add(parts, entity, { kind: 'fields', left, right: own, optional }, step);
  }
}

function add(parts: FromParts, entity: string, join: Join, step: LinkStep | undefined): void {
  const use = { entity, instance: instanceOf(entity, parts) };
  parts.from.push({ ...use, join });
  parts.uses.push({ ...use, ...(step && { step }) });
}

function instanceOf(entity: string, { uses }: FromParts): number {
  return uses.filter((use) => use.entity === entity).length;
}
