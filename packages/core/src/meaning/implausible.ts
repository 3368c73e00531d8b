import { splitName } from '../linking/split-name.js';
import { parameterType } from '../logical/function-catalogue.js';
import { visitQuery } from '../logical/visit-query.js';
import { isCorrelated } from '../sql/query-scope.js';
import type {
  Condition,
  DatabaseSchema,
  Expression,
  FieldReference,
  LogicalQuery,
  SelectQuery,
  Source,
} from '@momq/dialect';
import { nameFields } from './asked/name-fields.js';
import { conjuncts } from './asked/select-conditions.js';
import { comparesOnlyRelatedKeys, derivedLookups } from './comparable-keys.js';
import { periodOf } from '../linking/date-periods.js';
import { temporalKind } from './temporal-fields.js';

/**
 * Why no question can mean a query that runs all the same, as a sentence; undefined for one that a question may mean.
 *
 * Seen are: set operations of a query with itself or of the names of rows with another text of them, repeated or contradicting conditions,
 * conditions that always hold, sums of constants and of keys, keys read as times, parts of dates
 * of what is no date, keys looked up among unrelated values, fields looked up among themselves, rows that exist whatever is looked at, ranges between a number and a date, dates
 * compared with numbers, and joins of differently named fields where equal names exist.
 */
export function reasonAgainst(query: LogicalQuery, schema: DatabaseSchema): string | undefined {
  const reasons: string[] = [];
  if (!comparesOnlyRelatedKeys(query, schema))
    reasons.push('It looks up a key among values that it has nothing to do with.');
  const note = (reason: string | undefined): void => {
    if (reason !== undefined) reasons.push(reason);
  };
  visitQuery(query, {
    query: (part) => note(againstSet(part, schema) ?? againstDerivedLookup(part)),
    source: (source) => note(againstJoin(source, schema)),
    condition: (condition) =>
      note(
        againstCondition(condition) ??
          againstLookup(condition) ??
          againstExists(condition) ??
          againstTime(condition, schema),
      ),
    expression: (expression) => note(againstExpression(expression, schema)),
  });
  return reasons[0];
}

function againstSet(query: LogicalQuery, schema: DatabaseSchema): string | undefined {
  if (query.kind !== 'set') return undefined;
  if (same(query.left, query.right)) return `It combines a query with itself by ${query.operator}.`;
  const [left, right] = [shownField(query.left), shownField(query.right)];
  if (query.operator === 'union' || left === undefined || right === undefined) return undefined;
  if (namesAndOther(left, right, schema))
    return `It compares ${left.field} with ${right.field}, of which one names the rows and the other does not.`;
  const isTime = [left, right].map((field) => {
    const kind = temporalKind(schema, field);
    return kind !== undefined && kind !== 'named';
  });
  return isTime[0] === isTime[1]
    ? undefined
    : `It compares ${left.field} with ${right.field}, of which one holds dates.`;
}

/** True for two texts of one entity that have nothing in common: its name, and what is no reference to it. */
function namesAndOther(
  left: FieldReference,
  right: FieldReference,
  schema: DatabaseSchema,
): boolean {
  if (left.entity !== right.entity || left.field === right.field) return false;
  const fields = schema.entities.find(({ name }) => name === left.entity)?.fields ?? [];
  const both = [left, right];
  const isText = ({ field }: FieldReference): boolean =>
    fields.some(({ name, type }) => name === field && type === 'text');
  const isReference = ({ entity, field }: FieldReference): boolean =>
    schema.links.some(({ from }) => from.entity === entity && from.fields.includes(field));
  if (!both.every(isText) || both.some(isReference)) return false;
  const theirs = splitName(right.field);
  if (splitName(left.field).some((word) => theirs.includes(word))) return false;
  const names = nameFields(schema, left.entity);
  return names.includes(left.field) !== names.includes(right.field);
}

function shownField(query: LogicalQuery): FieldReference | undefined {
  if (query.kind !== 'select') return undefined;
  const [field, ...more] = query.select;
  return field?.kind === 'field' && more.length === 0 ? field : undefined;
}

function againstCondition(condition: Condition): string | undefined {
  if (condition.kind === 'between') {
    const [low, high] = [condition.low, condition.high].map(constantKind);
    return low !== undefined && high !== undefined && low !== high
      ? 'It asks for a range between a number and a date.'
      : undefined;
  }
  if (condition.kind !== 'and' && condition.kind !== 'or') return undefined;
  const { conditions, kind } = condition;
  const repeated = conditions.some((part, place) =>
    conditions.slice(place + 1).some((other) => same(part, other)),
  );
  if (repeated) return 'It states a condition twice.';
  const operator = kind === 'and' ? '=' : '!=';
  const clash = conditions.some((part, place) =>
    conditions.slice(place + 1).some((other) => compareTwo(part, other, operator)),
  );
  if (!clash) return undefined;
  return kind === 'and'
    ? 'It asks one field to equal two values at once.'
    : 'It asks one field to differ from one value or from another, which every value does.';
}

/** A field looked up among all values of itself: every row, or none. */
function againstLookup(condition: Condition): string | undefined {
  if (condition.kind !== 'in' || condition.value.kind !== 'field') return undefined;
  const [member] = condition.set;
  if (member?.kind !== 'subquery' || member.query.kind !== 'select') return undefined;
  const { from, select, where, having, limit } = member.query;
  const { entity, field } = condition.value;
  const itself = select.some(
    (each) => each.kind === 'field' && each.entity === entity && each.field === field,
  );
  const others = conjuncts(where).filter(({ kind }) => kind !== 'null');
  const whole = from.length === 1 && others.length === 0 && having === undefined;
  return itself && whole && limit === undefined
    ? `It looks up ${field} among all values of ${field}.`
    : undefined;
}

/** Rows of a query in FROM that are looked up in the same query once more: all of them. */
function againstDerivedLookup(query: LogicalQuery): string | undefined {
  const plain = ({ distinct: _, ...rest }: SelectQuery): unknown => rest;
  const itself = derivedLookups(query).some(
    ({ source, set }) =>
      set?.kind === 'subquery' &&
      set.query.kind === 'select' &&
      same(plain(source), plain(set.query)),
  );
  return itself ? 'It looks up what it found among itself.' : undefined;
}

/** EXISTS over rows that have nothing to do with the row that is looked at: every row, or none. Canonical queries say what is outside. */
function againstExists(condition: Condition): string | undefined {
  return condition.kind === 'exists' && !isCorrelated(condition.query)
    ? 'It asks whether other rows exist, whichever row is looked at.'
    : undefined;
}

/** A day compared with a number that is no year. */
function againstTime(condition: Condition, schema: DatabaseSchema): string | undefined {
  if (condition.kind !== 'compare' || condition.left.kind !== 'field') return undefined;
  const { left, right } = condition;
  if (right.kind !== 'literal' || typeof right.value !== 'number') return undefined;
  const kind = temporalKind(schema, left);
  const isDate = kind === 'day' || kind === 'moment';
  return isDate && periodOf(right.value) === undefined
    ? `It compares ${left.field}, which holds dates, with the number ${right.value}.`
    : undefined;
}

function constantKind(expression: Expression): 'date' | 'number' | undefined {
  if (expression.kind !== 'literal') return undefined;
  if (typeof expression.value === 'number')
    return periodOf(expression.value) === undefined ? 'number' : undefined;
  return typeof expression.value === 'string' && /^\d{4}-\d{2}/.test(expression.value)
    ? 'date'
    : undefined;
}

/** True for two conditions that compare the same with constants by this operator. */
function compareTwo(left: Condition, right: Condition, operator: '=' | '!='): boolean {
  return (
    left.kind === 'compare' &&
    right.kind === 'compare' &&
    left.operator === operator &&
    right.operator === operator &&
    left.right.kind === 'literal' &&
    right.right.kind === 'literal' &&
    same(left.left, right.left)
  );
}

function againstExpression(expression: Expression, schema: DatabaseSchema): string | undefined {
  if (expression.kind === 'aggregate') {
    const { argument, function: name } = expression;
    if (argument.kind === 'literal' && name !== 'count')
      return `It takes the ${name} of a constant.`;
    return (name === 'sum' || name === 'avg') &&
      argument.kind === 'field' &&
      isKey(argument, schema)
      ? `It takes the ${name} of the key ${argument.field}.`
      : undefined;
  }
  if (expression.kind === 'cast') {
    const { type, argument } = expression;
    const isTime = type === 'date' || type === 'datetime';
    return isTime && argument.kind === 'field' && isKey(argument, schema)
      ? `It reads the key ${argument.field} as a time.`
      : undefined;
  }
  if (expression.kind !== 'call') return undefined;
  const field = expression.arguments.find(
    (argument, place): argument is FieldReference =>
      argument.kind === 'field' &&
      parameterType(expression.function, place) === 'date' &&
      temporalKind(schema, argument) === undefined,
  );
  return field === undefined
    ? undefined
    : `It takes the ${expression.function} of ${field.field}, which holds no dates.`;
}

function againstJoin(source: Source, schema: DatabaseSchema): string | undefined {
  if (source.kind === 'derived' || source.join?.kind !== 'fields') return undefined;
  const { left, right } = source.join;
  if (spelled(left.field) === spelled(right.field) || isLinked(left, right, schema))
    return undefined;
  const shared = sharedKey(left.entity, right.entity, schema);
  return shared === undefined
    ? undefined
    : `It joins ${left.field} with ${right.field}, although both sides have ${shared}.`;
}

/** A field that both entities have and whose name says that it identifies something. */
function sharedKey(left: string, right: string, schema: DatabaseSchema): string | undefined {
  const fieldsOf = (entity: string): readonly string[] =>
    schema.entities.find(({ name }) => name === entity)?.fields.map(({ name }) => name) ?? [];
  const theirs = new Set(fieldsOf(right).map(spelled));
  return fieldsOf(left).find(
    (name) => theirs.has(spelled(name)) && identifies(name) && splitName(name).length > 1,
  );
}

function isLinked(left: FieldReference, right: FieldReference, schema: DatabaseSchema): boolean {
  const joins = (one: FieldReference, other: FieldReference): boolean =>
    schema.links.some(
      ({ from, to }) =>
        from.entity === one.entity &&
        to.entity === other.entity &&
        from.fields.includes(one.field) &&
        to.fields.includes(other.field),
    );
  return joins(left, right) || joins(right, left);
}

function isKey({ entity, field }: FieldReference, schema: DatabaseSchema): boolean {
  const found = schema.entities
    .find(({ name }) => name === entity)
    ?.fields.find(({ name }) => name === field);
  const links = schema.links.some(
    ({ from }) => from.entity === entity && from.fields.includes(field),
  );
  return links || (found?.primaryKey === true && identifies(field));
}

/** True for names that end in `id`, `key`, `code` or `no`. */
function identifies(name: string): boolean {
  return ['id', 'key', 'code', 'no', 'number'].includes(
    splitName(name).at(-1)?.toLowerCase() ?? '',
  );
}

function spelled(name: string): string {
  return splitName(name).join(' ').toLowerCase();
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
