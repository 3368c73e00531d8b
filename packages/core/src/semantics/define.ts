import { UnsupportedFeatureError } from '@momq/dialect';
import type { Expression, FieldReference, FieldType, Link } from '@momq/dialect';
import { allFields, containsAggregate, plainReferences } from '../logical/expression-walk.js';
import { mapExpressionParts } from '../logical/map-parts.js';
import type { BoundDataset } from './bound-dataset.js';
import { parseExpression } from './expression-parser.js';
import type { NameResolver } from './expression-parser.js';
import { findField } from './find-entity.js';
import { suggestion } from './near-names.js';
import type { ModelField, ModelMetric } from './semantic-model.js';
import type { Definition } from './teaching.js';
import { UnknownName } from './unknown-name.js';

/** What names of an expression may mean. */
export interface DefinitionScope {
  readonly datasets: readonly BoundDataset[];
  readonly links: readonly Pick<Link, 'from' | 'to'>[];
}

/**
 * A field that is an expression over columns of its dataset.
 *
 * @throws UnknownName, UnsupportedFeatureError for what the logical form cannot say
 */
export function defineField(
  field: ModelField,
  bound: BoundDataset,
  scope: DefinitionScope,
): Definition {
  const expression = parseExpression(field.expression, resolver(scope, bound));
  const { entity } = bound;
  if (containsAggregate(expression))
    throw new UnsupportedFeatureError('A field has no aggregates: make it a metric.');
  requireOneEntity(expression, entity.name);
  return {
    entity: entity.name,
    field: freeName(field.name, bound),
    type: typeOf(field.datatype) ?? 'text',
    names: [field.name, ...field.aliases],
    expression,
    aggregate: false,
  };
}

/**
 * A metric as an expression over the rows of one entity: the dataset that it belongs to, or the one that has links to all others it names.
 *
 * @throws UnknownName, UnsupportedFeatureError for what the logical form cannot say
 */
export function defineMetric(metric: ModelMetric, scope: DefinitionScope): Definition {
  if (metric.expression === undefined)
    throw new UnsupportedFeatureError('Its expression is in no SQL dialect.');
  const own = scope.datasets.find(({ dataset }) => dataset.name === metric.dataset);
  const parsed = parseExpression(metric.expression, resolver(scope, own));
  if (!containsAggregate(parsed) || plainReferences(parsed).length > 0)
    throw new UnsupportedFeatureError('Expected every column inside an aggregate.');
  const base = own ?? baseOf(parsed, scope);
  const expression = exactly(onBase(parsed, base.entity.name, scope), metric);
  requireOneEntity(expression, base.entity.name);
  return {
    entity: base.entity.name,
    field: freeName(metric.name, base),
    type: typeOf(metric.datatype) ?? 'real',
    names: [metric.name, ...metric.aliases],
    expression,
    aggregate: true,
  };
}

function resolver({ datasets }: DefinitionScope, own: BoundDataset | undefined): NameResolver {
  const within = (bound: BoundDataset, name: string, qualified: boolean): Expression => {
    const declared = bound.fields.find(({ field }) => field.name === name)?.column.name;
    const column = declared ?? findField(bound.entity, name)?.name;
    if (column !== undefined)
      return { kind: 'field', entity: bound.entity.name, instance: 0, field: column };
    const computed = bound.computed.find((field) => field.name === name);
    if (computed !== undefined && qualified)
      return parseExpression(computed.expression, resolver({ datasets, links: [] }, bound));
    const known = [...bound.computed, ...bound.entity.fields].map((field) => field.name);
    throw new UnknownName(
      `expected a field of ${bound.dataset.name}, got ${name}. ${suggestion(name, known)}`,
    );
  };
  return (parts) => {
    const [name, table] = [parts.at(-1)!, parts.at(-2)];
    if (table === undefined) {
      if (own !== undefined) return within(own, name, false);
      throw new UnknownName(`expected dataset.field, got ${name}. Name its dataset.`);
    }
    const bound = datasets.find(({ dataset, entity }) =>
      [dataset.name, entity.name].some((each) => each.toLowerCase() === table.toLowerCase()),
    );
    if (bound !== undefined) return within(bound, name, true);
    const known = datasets.map(({ dataset }) => dataset.name);
    throw new UnknownName(`expected a dataset, got ${table}. ${suggestion(table, known)}`);
  };
}

/** The dataset of the rows: the only one named, or the one from which links lead to all others. */
function baseOf(expression: Expression, { datasets, links }: DefinitionScope): BoundDataset {
  const named = [...new Set(allFields(expression).map(({ entity }) => entity))];
  const base = named.find((from) =>
    named.every(
      (to) =>
        to === from || links.some((link) => link.from.entity === from && link.to.entity === to),
    ),
  );
  const bound = datasets.find(({ entity }) => entity.name === base);
  if (bound === undefined)
    throw new UnsupportedFeatureError(
      named.length === 0
        ? 'It names no dataset: make it a metric of one.'
        : `Expected one dataset with relationships to all others, got ${named.join(', ')}.`,
    );
  return bound;
}

/** Keys at the other end of a link are the columns that refer to them, so that no join is needed. */
function onBase(expression: Expression, base: string, scope: DefinitionScope): Expression {
  if (expression.kind === 'field') return keyOnBase(expression, base, scope);
  const mapped = mapExpressionParts(expression, {
    expression: (part) => onBase(part, base, scope),
    condition: (condition) => condition,
    query: (query) => query,
  });
  return mapped;
}

function keyOnBase(
  reference: FieldReference,
  base: string,
  { links }: DefinitionScope,
): FieldReference {
  if (reference.entity === base) return reference;
  const link = links.find(
    ({ from, to }) =>
      from.entity === base &&
      to.entity === reference.entity &&
      from.fields.length === 1 &&
      to.fields[0] === reference.field,
  );
  const field = link?.from.fields[0];
  return field === undefined ? reference : { ...reference, entity: base, field };
}

function requireOneEntity(expression: Expression, entity: string): void {
  const other = allFields(expression).find((field) => field.entity !== entity);
  if (other !== undefined)
    throw new UnsupportedFeatureError(
      `${other.entity}.${other.field} stands in another table than the rows, which would be counted more than once.`,
    );
}

/** Ratios that are declared as decimals keep their remainder between whole numbers. */
function exactly(expression: Expression, { datatype }: ModelMetric): Expression {
  const decimal = datatype === 'Decimal' || datatype === 'Float';
  if (!decimal || expression.kind !== 'arithmetic' || expression.operator !== '/')
    return expression;
  return {
    ...expression,
    left: { kind: 'cast', type: 'real', argument: expression.left },
  };
}

function freeName(name: string, { entity }: BoundDataset): string {
  return entity.fields.some((field) => field.name === name) ? `${name} (defined)` : name;
}

const fieldTypes: Readonly<Record<string, FieldType>> = {
  String: 'text',
  Integer: 'integer',
  Decimal: 'real',
  Float: 'real',
  Boolean: 'boolean',
  Date: 'date',
  DateTime: 'datetime',
  DateTimeTz: 'datetime',
};

function typeOf(datatype: string | undefined): FieldType | undefined {
  return datatype === undefined ? undefined : fieldTypes[datatype];
}
