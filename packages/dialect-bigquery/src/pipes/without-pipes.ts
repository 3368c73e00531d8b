import type { TextRange } from '@momq/dialect';
import { MoMQError, QueryExecutionError } from '@momq/dialect';
import { suggestion } from '@momq/core/execution';
import type { PipeItem, PipeStep, Pipeline } from '../grammar/pipe-steps.js';
import { placeholderName } from '../root-names.js';
import type { Found } from '../zetasql-analysis.mjs';
import { requireOwnFunctions, requireThat, unsupported } from './pipe-refusals.js';
import { PlainSelect } from './plain-select.js';
import { TableNames } from './table-names.js';

/** Names of the columns of a query without pipes. */
type ColumnsOf = (sql: string) => Promise<readonly string[]>;

/** Where a pipe operator stands. */
interface Context {
  /** Names of tables before it. */
  readonly names: TableNames;
  /** Operators behind it. */
  readonly rest: readonly PipeStep[];
  /** WITH as it is by then. */
  readonly withs: readonly string[];
  readonly pipeline: Pipeline;
}

/**
 * A query with pipes as one without, with the same columns and rows, for an engine that knows no pipes. Placeholders by place get
 * names, as their order changes.
 *
 * @param columnsOf - asked where the names of the columns are needed
 * @throws UnsupportedFeatureError for what plain SQL cannot say
 */
export async function withoutPipes(
  text: string,
  { pipelines = [], placeholders }: Pick<Found, 'pipelines' | 'placeholders'>,
  columnsOf: ColumnsOf,
): Promise<string> {
  const rewriting = new Rewriting(text, columnsOf);
  placeholders
    .filter(({ name }) => name === '?')
    .forEach((range, place) => rewriting.replace(range, `@${placeholderName(place)}`));
  // Inner ones stand before outer ones.
  for (const pipeline of pipelines) rewriting.replace(pipeline, await rewriting.plain(pipeline));
  return rewriting.textOf({ start: 0, end: text.length });
}

class Rewriting {
  private readonly text: string;
  private readonly columnsOf: ColumnsOf;
  private changes: (TextRange & { readonly text: string })[] = [];

  constructor(text: string, columnsOf: ColumnsOf) {
    this.text = text;
    this.columnsOf = columnsOf;
  }

  replace({ start, end }: TextRange, text: string): void {
    const outside = this.changes.filter((change) => change.end <= start || change.start >= end);
    this.changes = [...outside, { start, end, text }].sort((one, other) => one.start - other.start);
  }

  textOf({ start, end }: TextRange): string {
    const pieces: string[] = [];
    let place = start;
    for (const change of this.changes) {
      if (change.start < start || change.end > end) continue;
      pieces.push(this.text.slice(place, change.start), change.text);
      place = change.end;
    }
    return [...pieces, this.text.slice(place, end)].join('');
  }

  async plain(pipeline: Pipeline): Promise<string> {
    const { start, expressions, head, steps } = pipeline;
    let query = new PlainSelect(this.textOf(head), !head.isFrom);
    const withs = expressions === undefined ? [] : [this.textOf(expressions)];
    let names = await this.namesOf(pipeline, withs);
    for (const [place, step] of steps.entries()) {
      if (step.operator === 'WITH') {
        this.requireNewNames(step, start);
        withs.push(step.items.map((item) => this.textOf(item)).join(', '));
      } else {
        const rest = steps.slice(place + 1);
        query = await this.applied(query, step, { pipeline, names, withs, rest });
      }
      names = names.behind(step);
    }
    return withPrefix(withs) + query.text;
  }

  private async applied(
    query: PlainSelect,
    step: PipeStep,
    context: Context,
  ): Promise<PlainSelect> {
    requireOwnFunctions(step);
    const { names, rest } = context;
    const [first] = step.items;
    const body = this.textOf(step);
    const requireKept = (kept: TableNames, steps: readonly PipeStep[]): void =>
      requireThat(!kept.areLostIn(steps), names);
    const changed = (): void => requireThat(!names.areLostBehind(step, rest), names);
    const open = (): PlainSelect => {
      const opened = query.open(names.ofLevel);
      if (opened !== query) requireKept(names, [step, ...rest]);
      return opened;
    };
    switch (step.operator) {
      case 'WHERE': {
        const condition = first === undefined ? 'TRUE' : this.textOf(first);
        if (!step.isWindowed) return open().filter(condition);
        requireKept(names, rest);
        return open().qualify(condition).wrapped(names.ofLevel);
      }
      case 'SELECT':
        return open().choose(first === undefined ? '*' : this.textOf(first), this.windows(step));
      case 'EXTEND':
      case 'WINDOW':
        return this.extended(open(), step, context);
      case 'SET': {
        changed();
        const set = step.items.map((item) => `${this.textOf(item)} AS ${quoted(item)}`);
        return open()
          .choose(`* REPLACE (${set.join(', ')})`)
          .wrapped();
      }
      case 'DROP':
        changed();
        return open()
          .choose(`* EXCEPT (${step.items.map(quoted).join(', ')})`)
          .wrapped();
      case 'RENAME': {
        const columns = await this.columnsAt(query.text, context);
        changed();
        return query.wrapped().choose(this.renamed(columns, step).join(', '));
      }
      case 'AGGREGATE':
        return this.aggregated(open(), step);
      case 'AS':
        if (names.areElementsIn(step, rest)) throw unsupported('|> AS over elements of an array');
        return query.wrapped(first?.name);
      case 'DISTINCT':
        return open().choose('DISTINCT *');
      case 'ORDER':
        return open().sort(body.replace(/,\s*$/, ''));
      case 'LIMIT':
        return query.cut(body);
      case 'JOIN': {
        if (query.isBare) return query.join(body);
        requireKept(names, [step, ...rest]);
        return query.wrapped(names.ofLevel).join(body);
      }
      case 'UNION':
      case 'INTERSECT':
      case 'EXCEPT': {
        const word = this.text.slice(step.start, first?.start ?? step.end);
        const queries = [`(${query.text})`, ...step.items.map((item) => this.textOf(item))];
        return new PlainSelect(queries.join(` ${word} `), true);
      }
      case 'PIVOT':
      case 'UNPIVOT':
        return query.wrapped(undefined, ` ${body}`);
      case 'TABLESAMPLE':
        requireKept(names, rest);
        return query.wrapped(names.ofLevel, ` ${body}`);
      default:
        throw unsupported(`|> ${step.operator}`);
    }
  }

  /** Names of the head's tables; where an array's elements turn out to be rows, their name is that of a table. */
  private async namesOf(pipeline: Pipeline, withs: readonly string[]): Promise<TableNames> {
    const { head, steps } = pipeline;
    const text = this.textOf(head);
    const names = TableNames.of(head, text);
    const [alias] = head.valueAliases;
    if (alias === undefined || !head.isAlone || !names.areValuesUsedIn(steps)) return names;
    try {
      await this.columnsAt(`SELECT \`${alias}\`.* FROM ${text}`, { withs, pipeline });
    } catch (error) {
      if (!MoMQError.isInstance(error)) throw error;
      // Values that are no rows have no columns; of a query that fails for another reason the engine says so later.
      if (/^(QUERY_EXECUTION|FEATURE_UNSUPPORTED)$/.test(error.code)) return names;
      throw error;
    }
    const isAlone = !/\bOFFSET\b/i.test(text);
    return TableNames.of({ ...head, isAlone, valueAliases: [] }, text);
  }

  /** Names of the columns of a query that stands at a place, where expressions of WITH around it are known. */
  private async columnsAt(
    text: string,
    { withs, pipeline }: Pick<Context, 'withs' | 'pipeline'>,
  ): Promise<readonly string[]> {
    const { around, own, isInExpression, isInRecursion } = pipeline.surroundings;
    if (isInRecursion) throw unsupported('|> RENAME in a query of WITH RECURSIVE');
    const names = [...around, ...own].map(({ name }) => name.toLowerCase());
    if (new Set(names).size < names.length)
      throw unsupported('|> RENAME where a name of WITH stands for several tables');
    const outer = around.map((expression) => this.textOf(expression));
    try {
      return await this.columnsOf(withPrefix([...outer, ...withs]) + text);
    } catch (error) {
      if (!isInExpression || !MoMQError.isInstance(error) || error.code !== 'QUERY_EXECUTION')
        throw error;
      throw unsupported(
        `|> RENAME in a subquery whose columns are not known without what is around it (${error.message})`,
      );
    }
  }

  /** With columns added, in a level around where no name of a table would mean something else then. */
  private extended(query: PlainSelect, step: PipeStep, { names, rest }: Context): PlainSelect {
    const behind = names.behind(step);
    const areLost = behind.areLostIn(rest);
    const isRow = !step.isWindowed && !step.items.some(({ isStar }) => isStar === true);
    if (isRow && (areLost || names.areValuesUsedIn(rest))) return this.lateral(query, step);
    requireThat(!areLost, names);
    const added = step.items.map((item) => this.column(item)).join(', ');
    return query.choose(`*, ${added}`, this.windows(step)).wrapped(names.ofLevel);
  }

  /**
   * With columns added where names of tables are used that a level around would change: the columns come from an array of one row
   * beside the tables. The conditions before decide whether it has that row, so that nothing is computed for others.
   */
  private lateral(query: PlainSelect, step: PipeStep): PlainSelect {
    const row = `[STRUCT(${step.items.map((item) => this.column(item)).join(', ')})]`;
    const conditions = query.takeConditions();
    const rows = conditions === undefined ? row : `IF(${conditions}, ${row}, NULL)`;
    return query.join(`CROSS JOIN UNNEST(${rows})`);
  }

  private aggregated(query: PlainSelect, step: PipeStep): PlainSelect {
    const { items, groups = [], ordersGroups } = step;
    const strange = groups.find(
      (group) => group.isExpression === false || /^\s*\d+\s*$/.test(this.textOf(group)),
    );
    if (strange !== undefined) throw unsupported(`GROUP BY ${this.textOf(strange)} behind a pipe`);
    const all = [...groups, ...items];
    if (all.length === 0) throw unsupported('an AGGREGATE of nothing');
    const order = all.flatMap((item, place) =>
      item.order !== undefined || (ordersGroups === true && place < groups.length)
        ? [`${place + 1} ${item.order ?? ''}`.trim()]
        : [],
    );
    const keys = groups.map((_, place) => String(place + 1));
    const chosen = query.choose(
      all.map((item) => this.column(item)).join(', '),
      groups.length === 0 ? '' : ` GROUP BY ${keys.join(', ')}`,
    );
    return order.length === 0 ? chosen : chosen.sort(`ORDER BY ${order.join(', ')}`);
  }

  private column(item: PipeItem): string {
    const text = this.textOf(item);
    return item.name === undefined ? text : `${text} AS ${quoted(item)}`;
  }

  private windows({ windows }: PipeStep): string {
    return windows === undefined ? '' : ` ${this.textOf(windows).replace(/,\s*$/, '')}`;
  }

  /** The columns, some under other names. @throws QueryExecutionError for names that are not there */
  private renamed(columns: readonly string[], { items }: PipeStep): readonly string[] {
    const names = new Map<string, string>();
    for (const item of items) {
      const old = this.textOf(item).replaceAll('`', '').trim();
      const found = columns.filter((column) => column.toLowerCase() === old.toLowerCase());
      if (found.length === 0)
        throw new QueryExecutionError(
          `bigquery: expected a column to rename, got ${old}. ${suggestion(old, columns)}`,
        );
      names.set(old.toLowerCase(), quoted(item));
    }
    const lower = columns.map((column) => column.toLowerCase());
    if (new Set(lower).size < columns.length || columns.some((column) => !/^\w+$/.test(column)))
      throw unsupported('|> RENAME of columns without names or with the same name');
    return columns.map((column) => {
      const name = names.get(column.toLowerCase());
      return name === undefined ? `\`${column}\`` : `\`${column}\` AS ${name}`;
    });
  }

  /** A name of WITH behind a pipe is put before all, where it must not mean another table. */
  private requireNewNames({ start, items }: PipeStep, from: number): void {
    const before = this.text.slice(from, start);
    if (/^WITH\s+RECURSIVE/i.test(this.text.slice(start))) throw unsupported('|> WITH RECURSIVE');
    const taken = items.find(({ name = '' }) =>
      new RegExp(`(?<!\\w)${escaped(name)}(?!\\w)`, 'i').test(before),
    );
    if (taken !== undefined) throw unsupported(`|> WITH and the used name ${taken.name ?? ''}`);
  }
}

function withPrefix(withs: readonly string[]): string {
  if (withs.length === 0) return '';
  return `WITH ${withs.map((each) => each.replace(/^WITH\b\s*/i, '')).join(', ')} `;
}

function escaped(name: string): string {
  return name.replaceAll(/[^\w]/g, '\\$&');
}

function quoted({ name = '' }: PipeItem): string {
  return `\`${name}\``;
}
