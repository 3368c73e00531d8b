import { everyNode } from '../schema-check/every-node.js';
import type {
  CommonTable,
  Node,
  Query,
  QueryBody,
  Select,
  TableReference,
} from '../syntax/nodes.js';
import { shownBytes } from './byte-literals.js';
import { missing } from './sqlite-calls.js';
import { SqliteExpressions, nameText } from './sqlite-expressions.js';
import type { EmulatedDatabase } from './sqlite-expressions.js';

/**
 * A MySQL query in SQLite's text, over tables whose dates are ISO 8601 texts and with the functions of `mysql-functions.mjs`.
 *
 * @throws UnsupportedFeatureError for what the embedded engine lacks
 */
export function translateToSqlite(query: Query, database: EmulatedDatabase): string {
  return new SqliteTranslator(database).query(withShownBytes(query));
}

/** A column that is bytes is given as a server gives it: `\x4d79`. */
function withShownBytes(query: Query): Query {
  const { body } = query;
  if (body.kind !== 'select') return query;
  const items = body.items.map((item) =>
    item.value.kind === 'bytes' && item.value.isText !== true
      ? { ...item, value: shownBytes(item.value) }
      : item,
  );
  return { ...query, body: { ...body, items } };
}

class SqliteTranslator extends SqliteExpressions {
  override query(query: Query): string {
    const tables = query.with.map((table) => this.commonTable(table));
    const head =
      tables.length === 0 ? '' : `WITH ${query.recursive ? 'RECURSIVE ' : ''}${tables.join(', ')} `;
    const tail = this.limits(query);
    const { body } = query;
    const outer = query.orderBy.length > 0 || tail !== '';
    if (body.kind === 'select') return `${head}${this.select(body)}${this.order(query)}${tail}`;
    if (!outer) return `${head}${this.body(body)}`;
    // Behind a set operation SQLite orders by columns only: the order stands around it.
    const rows = `${head}SELECT * FROM (${this.body(body)})`;
    return `${rows}${this.order(query)}${tail}`;
  }

  private limits({ limit, offset }: Query): string {
    if (limit === undefined) return '';
    return ` LIMIT ${this.count(limit)}${offset === undefined ? '' : ` OFFSET ${this.count(offset)}`}`;
  }

  /** MySQL's numbers go further than SQLite's. */
  private count(node: Node): string {
    if (node.kind === 'number' && Number(node.text) > Number.MAX_SAFE_INTEGER) return '-1';
    return this.value(node);
  }

  private commonTable({ name, columns, query }: CommonTable): string {
    this.nameColumns(query);
    const list = columns.length === 0 ? '' : `(${columns.map(nameText).join(', ')})`;
    return `${nameText(name)}${list} AS (${this.query(query)})`;
  }

  private body(body: QueryBody): string {
    switch (body.kind) {
      case 'select':
        return this.select(body);
      case 'set':
        return this.set(body);
      case 'values':
        return `VALUES ${body.rows.map((row) => `(${row.map((item) => this.value(item)).join(', ')})`).join(', ')}`;
      case 'table':
        return `SELECT * FROM ${nameText(body.name.parts.at(-1) ?? '')}`;
      case 'parenthesised':
        return this.query(body.query);
    }
  }

  private set(set: Extract<QueryBody, { kind: 'set' }>): string {
    const { operator, all, left, right } = set;
    if (all && operator !== 'UNION') return this.withRepeats(set);
    const leftText =
      left.kind === 'set' && left.operator !== operator ? this.inside(left) : this.side(left, true);
    return `${leftText} ${operator}${all ? ' ALL' : ''} ${this.side(right, false)}`;
  }

  private side(body: QueryBody, isLeft: boolean): string {
    const plain =
      body.kind === 'select' ||
      body.kind === 'values' ||
      (isLeft && body.kind === 'set' && !(body.all && body.operator !== 'UNION'));
    return plain ? this.body(body) : this.inside(body);
  }

  private inside(body: QueryBody): string {
    return `SELECT * FROM (${this.body(body)})`;
  }

  /** SQLite has no INTERSECT ALL and EXCEPT ALL: each row gets the number of its repetition. */
  private withRepeats({ operator, left, right }: Extract<QueryBody, { kind: 'set' }>): string {
    const names = outputNames(left);
    const columns = names.map((_, place) => `c${place}`);
    const list = columns.join(', ');
    const numbered = (table: string): string =>
      `SELECT ${list}, row_number() OVER (PARTITION BY ${list}) FROM ${table}`;
    const output = columns.map(
      (column, place) => `${column} AS ${nameText(names[place] ?? column)}`,
    );
    return (
      `SELECT ${output.join(', ')} FROM (WITH l(${list}) AS (${this.body(left)}), r(${list}) AS (${this.body(right)}) ` +
      `${numbered('l')} ${operator} ${numbered('r')})`
    );
  }

  private select(select: Select): string {
    if (select.rollup) throw missing('WITH ROLLUP');
    // Sources first: their columns tell what the others are.
    for (const source of select.from) this.nameSource(source);
    const items = select.items.map((item) => {
      if (item.value.kind === 'star')
        return [...item.value.parts.slice(-1).map(nameText), '*'].join('.');
      return `${this.value(item.value)} AS ${nameText(item.alias ?? plainName(item.value) ?? item.text)}`;
    });
    const from = select.from.map((source) => this.source(source)).filter((text) => text !== '');
    const windows = select.windows.map(
      ({ name, window }) => `${nameText(name)} AS ${this.window(window)}`,
    );
    // Without groups HAVING is a WHERE that knows the names of the columns; so is WHERE to SQLite.
    const { where, having } = select;
    const filtersRows = having !== undefined && select.groupBy.length === 0 && !aggregates(select);
    const conditions = [where, filtersRows ? having : undefined].flatMap((each) =>
      each === undefined ? [] : [this.value(each)],
    );
    return [
      `SELECT ${select.distinct ? 'DISTINCT ' : ''}${items.join(', ')}`,
      ...(from.length === 0 ? [] : [`FROM ${from.join(', ')}`]),
      ...(conditions.length === 0 ? [] : [`WHERE (${conditions.join(') AND (')})`]),
      ...(select.groupBy.length === 0
        ? []
        : [`GROUP BY ${select.groupBy.map((key) => this.value(key)).join(', ')}`]),
      ...(having === undefined || filtersRows ? [] : [`HAVING ${this.value(having)}`]),
      ...(windows.length === 0 ? [] : [`WINDOW ${windows.join(', ')}`]),
    ].join(' ');
  }

  private source(source: TableReference): string {
    switch (source.kind) {
      case 'table': {
        const name = nameText(source.name.parts.at(-1) ?? '');
        return source.alias === undefined ? name : `${name} AS ${nameText(source.alias)}`;
      }
      case 'derived': {
        if (source.lateral) throw missing('LATERAL');
        const alias = source.alias === undefined ? '' : ` AS ${nameText(source.alias)}`;
        const text = this.query(source.query);
        if (source.columns.length === 0) return `(${text})${alias}`;
        const list = source.columns.map(nameText).join(', ');
        return `(WITH named(${list}) AS (${text}) SELECT * FROM named)${alias}`;
      }
      case 'json-table':
        throw missing('JSON_TABLE');
      case 'list':
        return source.items.length === 0
          ? ''
          : `(${source.items.map((item) => this.source(item)).join(', ')})`;
      case 'join': {
        const right = this.source(source.right);
        const rightText = source.right.kind === 'join' ? `(${right})` : right;
        // SQLite takes CROSS JOIN for an order of its own.
        const word = source.word === 'CROSS JOIN' ? 'JOIN' : source.word;
        const on = source.on === undefined ? '' : ` ON ${this.value(source.on)}`;
        const using =
          source.using === undefined ? '' : ` USING (${source.using.map(nameText).join(', ')})`;
        return `${this.source(source.left)} ${word} ${rightText}${on}${using}`;
      }
    }
  }

  private nameSource(source: TableReference): void {
    if (source.kind === 'derived') this.nameColumns(source.query);
    else if (source.kind === 'join')
      [source.left, source.right].forEach((side) => this.nameSource(side));
    else if (source.kind === 'list') source.items.forEach((item) => this.nameSource(item));
  }

  private nameColumns({ body }: Query): void {
    if (body.kind !== 'select') return;
    for (const source of body.from) this.nameSource(source);
    for (const { value, alias } of body.items)
      if (alias !== undefined) this.kinds.name(alias, value);
  }
}

const AGGREGATES =
  /^(?:any_value|avg|bit_(?:and|or|xor)|count|group_concat|json_(?:array|object)agg|max|min|std|stddev|stddev_pop|stddev_samp|sum|var_pop|var_samp|variance)$/;

/** Whether a SELECT without GROUP BY has one group, as it computes something of all rows. */
function aggregates({ items, having }: Select): boolean {
  return everyNode([items, having]).some(
    ({ kind, name, over }) =>
      kind === 'call' && over === undefined && AGGREGATES.test(String(name)),
  );
}

function plainName(value: Node): string | undefined {
  return value.kind === 'column' ? value.parts.at(-1) : undefined;
}

/** Names of a query's columns. @throws UnsupportedFeatureError where it does not say them */
function outputNames(body: QueryBody): string[] {
  switch (body.kind) {
    case 'select':
      return body.items.map(({ value, alias, text }) => {
        if (value.kind === 'star') throw missing('* beside INTERSECT ALL or EXCEPT ALL');
        return alias ?? plainName(value) ?? text;
      });
    case 'set':
      return outputNames(body.left);
    case 'parenthesised':
      return outputNames(body.query.body);
    case 'values':
      return (body.rows[0] ?? []).map((_, place) => `column_${place}`);
    case 'table':
      throw missing('TABLE beside INTERSECT ALL or EXCEPT ALL');
  }
}
