import { UnsupportedFeatureError } from '@momq/dialect';
import type { DatabaseSchema } from '@momq/dialect';
import { canonicalise } from './canonicalise.js';
import { findValueItem, type LiteralUse } from './literal-items.js';
import type {
  Aggregate,
  Condition,
  EntityUse,
  Expression,
  Literal,
  LogicalQuery,
  SelectQuery,
  Source,
} from '@momq/dialect';
import { likePattern, plainSelectedFields, sameFields } from './query-shapes.js';
import type { QueryItem, QueryToken } from './query-items.js';
import { queryWords, type QueryWord, type WordNames } from './query-words.js';
import { linkSteps, sameUse, type JoinedUse } from './schema-lookup.js';

/**
 * Writes a query as tokens: words of {@link queryWords} (under the names of `words`) and pointers to `items`.
 *
 * ```text
 * query   = select { ("union" | "union all" | "intersect" | "except") select } "end"
 * select  = "from" entity { ["optional"] ({"other"} [link] entity | "on" entity field field) | "cross" entity }
 *           "select" ["distinct"] expr { expr } ["where" cond] ["group" { expr }] ["having" cond]
 *           ["order" expr ["desc"] { expr ["desc"] }] ["limit" number]
 * cond    = atom { ("and" | "or") atom }        "and" binds tighter; "(" cond ")" where it must not
 * atom    = expr constant | expr comparison operand | expr ["not"] (like | "between" operand operand | "in" ("(" query ")" | {constant}) | "null")
 *         | ["not"] "exists" "(" query ")" | "(" cond ")"
 * like    = ("contains" | "starts" | "ends" | "like") constant
 * expr    = {"other"} field | "*" | "count*" | aggregate ["distinct"] expr | function expr | ("+" | "-" | "times" | "/") operand operand | "(" query ")"
 * ```
 *
 * The entity after a join follows from the only link between it and the uses before it; where several qualify a link item says which,
 * and as many `other` as candidates to skip. A bare `group` groups by the plain fields of SELECT. Text of a subquery has no `end`.
 *
 * @throws UnsupportedFeatureError when an entity, a field or a constant has no item, or the form has no tokens for the query.
 */
export function linearise(
  query: LogicalQuery,
  items: readonly QueryItem[],
  schema: DatabaseSchema,
  words?: WordNames,
): QueryToken[] {
  const writer = new TokenWriter(items, schema, words ?? {});
  writer.query(canonicalise(query, schema));
  writer.word('end');
  return writer.tokens;
}

const smallNumbers = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(String));

function missing(what: string): never {
  throw new UnsupportedFeatureError(
    `token form: expected an item for ${what}, got none. Add it to the items.`,
  );
}

function unwritable(what: string): never {
  throw new UnsupportedFeatureError(`token form: cannot write ${what}. Rewrite the query without.`);
}

class TokenWriter {
  readonly tokens: QueryToken[] = [];
  readonly #pointers = new Map<string, number>();

  constructor(
    private readonly items: readonly QueryItem[],
    private readonly schema: DatabaseSchema,
    private readonly names: WordNames,
  ) {
    items.forEach((item, index) => {
      if (item.kind !== 'value') this.#pointers.set(itemKey(item), index);
    });
  }

  word(word: QueryWord): void {
    this.tokens.push({ kind: 'word', word: this.names[word] ?? word });
  }

  query(query: LogicalQuery): void {
    if (query.kind === 'select') return this.#select(query);
    if (query.orderBy || query.limit !== undefined || query.offset !== undefined)
      unwritable('an order or a limit of a set operation');
    if (query.all && query.operator !== 'union') unwritable(`${query.operator} all`);
    if (query.right.kind === 'set')
      throw new UnsupportedFeatureError(
        'token form: expected set operations nested to the left, got one on the right.',
      );
    this.query(query.left);
    this.word(query.all && query.operator === 'union' ? 'union all' : query.operator);
    this.#select(query.right);
  }

  #item(item: Exclude<QueryItem, { kind: 'value' }>): void {
    const key = itemKey(item);
    this.#pointer(this.#pointers.get(key) ?? missing(key));
  }

  #pointer(index: number): void {
    this.tokens.push({ kind: 'item', index });
  }

  #select(query: SelectQuery): void {
    this.word('from');
    const uses: JoinedUse[] = [];
    for (const source of query.from) uses.push(this.#source(source, uses));
    this.word('select');
    if (query.distinct) this.word('distinct');
    query.select.forEach((expression) => this.#expression(expression));
    if (query.where) {
      this.word('where');
      this.#condition(query.where, false);
    }
    if (query.groupBy.length > 0) {
      this.word('group');
      if (!sameFields(query.groupBy, plainSelectedFields(query)))
        query.groupBy.forEach((key) => this.#expression(key));
    }
    if (query.having) {
      this.word('having');
      this.#condition(query.having, false);
    }
    if (query.orderBy.length > 0) this.word('order');
    for (const { expression, descending } of query.orderBy) {
      this.#expression(expression);
      if (descending) this.word('desc');
    }
    if (query.offset !== undefined || query.orderBy.some(({ nulls }) => nulls))
      unwritable('OFFSET or NULLS');
    if (query.limit !== undefined) {
      this.word('limit');
      // "The oldest" says 1 without a number in the question: always the word.
      if (query.limit === 1) this.word('1');
      else this.#literal({ kind: 'literal', value: query.limit }, {});
    }
  }

  #source(source: Source, uses: readonly JoinedUse[]): JoinedUse {
    if (source.kind === 'derived' || source.join?.kind === 'condition')
      return unwritable('a subquery in FROM or a join on a condition');
    const { entity, join } = source;
    const use = { entity, instance: source.instance };
    if (join === undefined) {
      this.#item({ kind: 'entity', entity });
      return use;
    }
    if (join.kind === 'cross') {
      this.word('cross');
      this.#item({ kind: 'entity', entity });
      return use;
    }
    if (join.optional) this.word('optional');
    if (join.kind === 'fields') {
      this.#fieldJoin(entity, join.left, join.right.field);
      return use;
    }
    const steps = linkSteps(this.schema, uses, entity);
    const step = steps.find(
      (candidate) => candidate.link.name === join.link && sameUse(candidate.with, join.with),
    );
    if (step === undefined) return this.#redundantJoin(use, join.link, join.with);
    if (steps.length > 1) {
      const ofLink = steps.filter((candidate) => candidate.link === step.link);
      const link = this.#pointers.get(itemKey({ kind: 'link', link: join.link }));
      if (link === undefined) return this.#redundantJoin(use, join.link, join.with);
      for (let skipped = ofLink.indexOf(step); skipped > 0; skipped -= 1) this.word('other');
      this.#pointer(link);
    }
    this.#item({ kind: 'entity', entity });
    return { ...use, step };
  }

  /** A link join that the short form cannot say: written as the equality of the link's two fields. */
  #redundantJoin(use: EntityUse, name: string, other: EntityUse): JoinedUse {
    const link =
      this.schema.links.find((candidate) => candidate.name === name) ?? missing(`link ${name}`);
    const [from, to] =
      other.entity === link.from.entity ? [link.from, link.to] : [link.to, link.from];
    const [theirs, ...more] = from.fields;
    const mine = to.fields[0];
    if (theirs === undefined || mine === undefined || more.length > 0) missing(`link ${name}`);
    this.#fieldJoin(use.entity, { ...other, field: theirs }, mine);
    return { ...use, step: { link, with: other, forward: from === link.from } };
  }

  #fieldJoin(entity: string, left: EntityUse & { readonly field: string }, right: string): void {
    this.word('on');
    this.#item({ kind: 'entity', entity });
    this.#field(left);
    this.#item({ kind: 'field', entity, field: right });
  }

  #field({
    entity,
    field,
    instance,
    outer,
  }: EntityUse & { readonly field: string; readonly outer?: number }): void {
    // The reader takes a use that FROM lacks for one of the query around it, and no other.
    if (outer !== undefined && outer > 1)
      unwritable('a field of a query that is not the next one out');
    for (let skipped = instance; skipped > 0; skipped -= 1) this.word('other');
    this.#item({ kind: 'field', entity, field });
  }

  #expression(expression: Expression, use: LiteralUse = {}): void {
    switch (expression.kind) {
      case 'field':
        return this.#field(expression);
      case 'star':
        return this.word('*');
      case 'literal':
        return this.#literal(expression, use);
      case 'aggregate':
        return this.#aggregate(expression);
      case 'arithmetic':
        this.word(expression.operator === '*' ? 'times' : expression.operator);
        this.#expression(expression.left);
        return this.#expression(expression.right);
      case 'call': {
        const [argument, ...more] = expression.arguments;
        const word = queryWords.find((known) => known === expression.function);
        if (argument === undefined || more.length > 0 || word === undefined)
          return unwritable(`${expression.function} of these arguments`);
        this.word(word);
        return this.#expression(argument);
      }
      case 'column':
      case 'cast':
      case 'case':
      case 'window':
        return unwritable(expression.kind);
      case 'subquery':
        return this.#subquery(expression.query);
    }
  }

  #aggregate(aggregate: Aggregate): void {
    if (aggregate.function === 'count' && aggregate.argument.kind === 'star')
      return this.word('count*');
    this.word(aggregate.function);
    if (aggregate.distinct) this.word('distinct');
    this.#expression(aggregate.argument);
  }

  #subquery(query: LogicalQuery): void {
    this.word('(');
    this.query(query);
    this.word(')');
  }

  #literal({ value }: Literal, use: LiteralUse): void {
    if (value === null) return this.word('null');
    if (typeof value === 'boolean') return this.word(value ? 'true' : 'false');
    const index = findValueItem(this.items, value, use);
    if (index !== undefined) return this.#pointer(index);
    if (smallNumbers.has(String(value))) return this.word(String(value) as QueryWord);
    this.#pointer(
      findValueItem(this.items, value, use, true) ?? missing(`the value ${JSON.stringify(value)}`),
    );
  }

  #condition(condition: Condition, nested: boolean): void {
    switch (condition.kind) {
      case 'and':
      case 'or': {
        if (nested) this.word('(');
        condition.conditions.forEach((part, index) => {
          if (index > 0) this.word(condition.kind);
          this.#condition(part, condition.kind === 'and');
        });
        return nested ? this.word(')') : undefined;
      }
      case 'compare':
        return this.#comparison(condition);
      case 'exists':
        if (condition.negated) this.word('not');
        this.word('exists');
        return this.#subquery(condition.query);
      default:
        break;
    }
    this.#expression(condition.value);
    if (condition.negated) this.word('not');
    const use = literalUse(condition.value);
    switch (condition.kind) {
      case 'null':
        return this.word('null');
      case 'between':
        this.word('between');
        this.#expression(condition.low, use);
        return this.#expression(condition.high, use);
      case 'in':
        this.word('in');
        return condition.set.forEach((member) => this.#expression(member, use));
    }
  }

  #comparison({ operator, left, right }: Extract<Condition, { kind: 'compare' }>): void {
    this.#expression(left);
    if (operator === 'like' || operator === 'not like') {
      if (operator === 'not like') this.word('not');
      return this.#like(right, literalUse(left));
    }
    if (operator !== '=' || right.kind !== 'literal' || right.value === null) this.word(operator);
    this.#expression(right, literalUse(left));
  }

  #like(pattern: Expression, use: LiteralUse): void {
    if (pattern.kind !== 'literal' || typeof pattern.value !== 'string') {
      throw new UnsupportedFeatureError(
        'token form: expected a text pattern after LIKE, got another expression.',
      );
    }
    const { word, text } = likePattern(pattern.value);
    this.word(word);
    this.#literal({ kind: 'literal', value: text }, { ...use, ignoreCase: true });
  }
}

function literalUse(left: Expression): LiteralUse {
  return left.kind === 'field' ? { field: left } : {};
}

function itemKey(item: Exclude<QueryItem, { kind: 'value' }>): string {
  switch (item.kind) {
    case 'entity':
      return `entity ${item.entity}`;
    case 'field':
      return `field ${item.entity}.${item.field}`;
    case 'link':
      return `link ${item.link}`;
  }
}
