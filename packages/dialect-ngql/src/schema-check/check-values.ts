import type { FieldType } from '@momq/dialect';
import { within } from '../syntax/expression-parts.js';
import { expressionText } from '../syntax/expression-text.js';
import type { Expression } from '../syntax/syntax-tree.js';
import { checkPath, edgeOf, requireField, tagFields } from './check-paths.js';
import type { Fields, KnownGraph } from './known-graph.js';
import { namesOfPaths, type NamedValues } from './named-values.js';
import { schemaError } from './schema-error.js';

/** What an expression can name. */
export interface Owners {
  readonly graph: KnownGraph;
  readonly names: NamedValues;
  /** Tags and edge types that a statement names before a point: `tag.property`. */
  readonly labels: readonly string[];
}

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

/**
 * Properties and patterns of an expression, and comparisons of a property with a constant.
 *
 * @throws QueryExecutionError for the first that the graph does not have, or that can never hold
 */
export function checkValue(expression: Expression, owners: Owners): void {
  for (const each of within(expression)) {
    propertyType(each, owners);
    if (each.kind === 'pattern')
      checkPath(each.path, owners.graph, namesOfPaths([each.path], owners.names));
    if (each.kind === 'binary' && comparisons.has(each.operator)) {
      checkComparison(each.left, each.right, owners);
      checkComparison(each.right, each.left, owners);
    }
  }
}

/** The coarse type of a property; undefined for other expressions. @throws QueryExecutionError for one that is not there */
function propertyType(expression: Expression, owners: Owners): FieldType | undefined {
  const { graph, names, labels } = owners;
  const typeIn = (owner: string, fields: Fields, name: string): FieldType | undefined => {
    requireField(owner, fields, name);
    return fields.get(name);
  };
  if (expression.kind === 'end-property')
    return typeIn(expression.tag, tagFields(graph, expression.tag), expression.name);
  if (expression.kind !== 'attribute') return undefined;
  const { of, name } = expression;
  if (of.kind === 'attribute' && of.of.kind === 'label') {
    // A value of WITH may be a map of maps: only what is a vertex has tags.
    if (names.get(of.of.name)?.tags === undefined) return undefined;
    return typeIn(of.name, tagFields(graph, of.name), name);
  }
  if (of.kind !== 'label') return undefined;
  if (labels.includes(of.name))
    return typeIn(of.name, graph.tags.get(of.name) ?? edgeOf(graph, of.name).fields, name);
  const { types = [] } = names.get(of.name) ?? {};
  const [type] = types;
  return type !== undefined && types.length === 1
    ? typeIn(type, edgeOf(graph, type).fields, name)
    : undefined;
}

function checkComparison(property: Expression, constant: Expression, owners: Owners): void {
  if (constant.kind !== 'literal' || constant.value === null) return;
  const type = propertyType(property, owners);
  const fitting = type === undefined ? undefined : fits[type];
  const given = typeof constant.value === 'bigint' ? 'number' : typeof constant.value;
  if (fitting === undefined || fitting === given) return;
  throw schemaError(
    `expected a ${words[fitting]} to compare ${expressionText(property)} with, got ${expressionText(constant)}. ${advice[fitting]}.`,
  );
}

type Kind = 'string' | 'number' | 'boolean';

/** The kind of constant that a property can equal; dates are compared with text and with dates alike. */
const fits: Readonly<Partial<Record<FieldType, Kind>>> = {
  text: 'string', integer: 'number', real: 'number', boolean: 'boolean',
}; // prettier-ignore
const words: Readonly<Record<Kind, string>> = {
  string: 'text', number: 'number', boolean: 'truth value',
}; // prettier-ignore
const advice: Readonly<Record<Kind, string>> = {
  string: 'Put it into quotes', number: 'Leave the quotes out', boolean: 'Write true or false',
}; // prettier-ignore
