import type {
  DatabaseSchema,
  EntitySource,
  EntityUse,
  LogicalQuery,
  SelectQuery,
  SetQuery,
  Source,
} from '@momq/dialect';
import { canonicalise } from './canonicalise.js';
import { ConditionWriter } from './condition-writer.js';
import type { QueryItem, QueryToken } from './query-items.js';
import { plainSelectedFields, sameFields } from './query-shapes.js';
import type { QueryWord, WordNames } from './query-words.js';
import { linkSteps, sameUse, type JoinedUse } from './schema-lookup.js';
import { missing, unwritable } from './token-sink.js';

/**
 * Writes a query as tokens: words of {@link queryWords} (under the names of `words`) and pointers to `items`.
 *
 * ```text
 * query   = body "end"
 * body    = select { setword select | "combined" ["order" keys] rows }
 * setword = "union" | "union all" | "intersect" | "intersect all" | "except" | "except all"
 * select  = "from" [table { source }] "select" ["distinct"] expr { expr } ["where" cond] ["group" { expr }] ["having" cond]
 *           ["order" keys] rows
 * table   = entity | "(" body ")"
 * source  = ["optional"] ({"other"} [link] entity | "on" entity field field | "join" table cond) | "cross" table
 * keys    = expr ["desc"] ["nulls first" | "nulls last"] { expr ["desc"] ["nulls first" | "nulls last"] }
 * rows    = ["limit" number] ["offset" number]
 * cond    = atom { ("and" | "or") atom }        "and" binds tighter; "(" cond ")" where it must not
 * atom    = expr constant | expr comparison expr | expr ["not"] (like | "between" expr expr | "in" ("(" body ")" | {constant}) | "null")
 *         | ["not"] "exists" "(" body ")" | "(" cond ")"
 * like    = ("contains" | "starts" | "ends" | "like") constant | "like" expr
 * expr    = {"outer"} {"other"} (field | "column" number) | constant | "null" | "*" | "count*" | aggregate ["distinct"] expr
 *         | function [unit] {"more"} { expr } | ("+" | "-" | "times" | "/") expr expr | cast expr
 *         | "case" cond "then" expr { "when" cond "then" expr } "else" expr | window | "(" body ")"
 * window  = "over" ("row_number" | "rank" | "dense_rank" | "count*" | (aggregate | "lag" | "lead") ["offset" number] expr)
 *           ["partition" expr { expr }] ["order" keys] ")"
 * ```
 *
 * The entity after a join follows from the only link between it and the uses before it; where several qualify a link item says which,
 * and as many `other` as candidates to skip. A bare `group` groups by the plain fields of SELECT. A function has the least number of
 * arguments that it takes, and one more for each `more`. `else null` is a CASE without ELSE.
 *
 * @throws UnsupportedFeatureError when an entity, a field or a constant has no item, or the form has no tokens for the query.
 */
export function linearise(
  query: LogicalQuery,
  items: readonly QueryItem[],
  schema: DatabaseSchema,
  words?: WordNames,
): QueryToken[] {
  const writer = new QueryWriter(items, schema, words ?? {});
  writer.query(canonicalise(query, schema));
  writer.word('end');
  return writer.tokens;
}

class QueryWriter extends ConditionWriter {
  override query(query: LogicalQuery): void {
    if (query.kind === 'select') return this.#select(query);
    if (query.right.kind === 'set')
      unwritable('a set operation on the right of another, where it would stand on the left');
    this.query(query.left);
    this.word(setWord(query));
    this.#select(query.right);
    const { orderBy = [], limit, offset } = query;
    if (orderBy.length === 0 && limit === undefined && offset === undefined) return;
    this.word('combined');
    this.keys(orderBy);
    this.#rows(query);
  }

  #select(query: SelectQuery): void {
    this.word('from');
    const uses: JoinedUse[] = [];
    for (const source of query.from) this.#source(source, uses);
    this.word('select');
    if (query.distinct) this.word('distinct');
    query.select.forEach((expression) => this.expression(expression));
    if (query.where) {
      this.word('where');
      this.condition(query.where, false);
    }
    if (query.groupBy.length > 0) {
      this.word('group');
      if (!sameFields(query.groupBy, plainSelectedFields(query)))
        query.groupBy.forEach((key) => this.expression(key));
    }
    if (query.having) {
      this.word('having');
      this.condition(query.having, false);
    }
    this.keys(query.orderBy);
    this.#rows(query);
  }

  #rows({ limit, offset }: Pick<SelectQuery, 'limit' | 'offset'>): void {
    if (limit !== undefined) {
      this.word('limit');
      this.rowCount(limit);
    }
    if (offset !== undefined) {
      this.word('offset');
      this.rowCount(offset);
    }
  }

  #source(source: Source, uses: JoinedUse[]): void {
    const { join } = source;
    switch (join?.kind) {
      case 'link':
      case 'fields':
        if (source.kind === 'derived') unwritable('a link to a subquery');
        if (join.optional) this.word('optional');
        uses.push(this.#linked(source, join, uses));
        return;
      case 'condition':
        if (join.optional) this.word('optional');
        this.word('join');
        this.#table(source, uses);
        return this.condition(join.condition, false);
      case 'cross':
        this.word('cross');
        return this.#table(source, uses);
      case undefined:
        return this.#table(source, uses);
    }
  }

  #table(source: Source, uses: JoinedUse[]): void {
    if (source.kind === 'derived') return this.subquery(source.query);
    this.item({ kind: 'entity', entity: source.entity });
    uses.push({ entity: source.entity, instance: source.instance });
  }

  #linked(
    { entity, instance }: EntitySource,
    join: Extract<EntitySource['join'], { kind: 'link' | 'fields' }>,
    uses: readonly JoinedUse[],
  ): JoinedUse {
    const use = { entity, instance };
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
      const link = this.indexOf({ kind: 'link', link: join.link });
      if (link === undefined) return this.#redundantJoin(use, join.link, join.with);
      this.repeat('other', ofLink.indexOf(step));
      this.pointer(link);
    }
    this.item({ kind: 'entity', entity });
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
    this.item({ kind: 'entity', entity });
    this.field(left);
    this.item({ kind: 'field', entity, field: right });
  }
}

function setWord({ operator, all }: SetQuery): QueryWord {
  return all ? `${operator} all` : operator;
}
