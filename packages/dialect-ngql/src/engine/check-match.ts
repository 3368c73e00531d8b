import { hasAggregate, pathExpressions } from '../syntax/expression-parts.js';
import { expressionText } from '../syntax/expression-text.js';
import type {
  Expression,
  ExpressionOf,
  MatchClause,
  PathPattern,
  Projection,
} from '../syntax/syntax-tree.js';
import { queryError } from './engine-error.js';
import { placedWithin } from './free-names.js';

/** What a name of MATCH stands for, as far as the text tells. */
type Kind = 'Node' | 'Edge' | 'EdgeList' | 'Path' | 'Value';

/**
 * Names of MATCH that are not defined, or not as what they are used.
 *
 * @throws QueryExecutionError for the first one
 */
export function checkMatch(clauses: readonly MatchClause[]): void {
  let known: ReadonlyMap<string, Kind> = new Map();
  for (const clause of clauses) {
    switch (clause.kind) {
      case 'match':
        known = checkPaths(clause.paths, known);
        checkAll([clause.where], known);
        break;
      case 'unwind':
        checkAll([clause.list], known);
        if (known.has(clause.name)) throw queryError(`Variable \`${clause.name}' already declared`);
        known = new Map([...known, [clause.name, 'Value']]);
        break;
      case 'with': {
        checkProjection(clause.projection, known);
        const all = clause.projection.all ? [...known] : [];
        known = new Map([...all, ...namedBy(clause.projection, known)]);
        checkAll([clause.where], known);
        break;
      }
      case 'return':
        checkProjection(clause.projection, known);
    }
  }
}

function checkProjection({ columns }: Projection, known: ReadonlyMap<string, Kind>): void {
  checkAll(
    columns.map(({ expression }) => expression),
    known,
  );
}

function namedBy(
  { columns }: Projection,
  known: ReadonlyMap<string, Kind>,
): readonly (readonly [string, Kind])[] {
  return columns.map(({ expression, name }) => {
    if (expression.kind === 'label')
      return [name ?? expression.name, known.get(expression.name) ?? 'Value'];
    if (name === undefined) throw queryError('Expression in WITH must be aliased (use AS)');
    return [name, 'Value'];
  });
}

function checkAll(
  expressions: readonly (Expression | undefined)[],
  known: ReadonlyMap<string, Kind>,
): void {
  for (const expression of expressions) {
    if (expression === undefined) continue;
    for (const { expression: each, bound } of placedWithin(expression)) {
      if (each.kind === 'label' && !known.has(each.name))
        throw queryError(`Alias used but not defined: \`${each.name}'`);
      if (each.kind === 'end-property')
        throw queryError(`Expression ${expressionText(each)} is not allowed to use in cypher`);
      if (each.kind === 'call' && each.name.toLowerCase() === 'length') checkLength(each, known);
      if (each.kind === 'pattern') checkPattern(each.path, known, bound);
    }
  }
}

/** `length` is of paths and texts. */
function checkLength(
  { arguments: [of] }: ExpressionOf<'call'>,
  known: ReadonlyMap<string, Kind>,
): void {
  const kind = of?.kind === 'label' ? known.get(of.name) : undefined;
  if (kind === 'Node' || kind === 'Edge')
    throw queryError(`InvalidArgumentType: expected a path or a text in length, got ${kind}`);
}

function checkPattern(
  path: PathPattern,
  known: ReadonlyMap<string, Kind>,
  bound: ReadonlySet<string>,
): void {
  const require = (name: string, kind: Kind): void => {
    if (name === '' || bound.has(name)) return;
    const found = known.get(name);
    if (found === undefined)
      throw queryError(`PatternExpression are not allowed to introduce new variables: \`${name}'.`);
    requireKind(name, found, kind);
    if (found === 'EdgeList')
      throw queryError(
        `Unsupported type of variable '${name}\` used in multiple patterns: list of edges.`,
      );
  };
  for (const { name } of path.nodes) require(name, 'Node');
  for (const { name, range } of path.edges) require(name, range ? 'EdgeList' : 'Edge');
}

function checkPaths(
  paths: readonly PathPattern[],
  before: ReadonlyMap<string, Kind>,
): ReadonlyMap<string, Kind> {
  const known = new Map(before);
  for (const path of paths) {
    const edges = new Set<string>();
    for (const [index, node] of path.nodes.entries()) {
      if (node.properties !== undefined && node.labels.length === 0)
        throw queryError(
          `\`${expressionText(node.properties).slice(1, -1)}': No tag found for property.`,
        );
      define(known, node.name, 'Node');
      const edge = path.edges[index];
      if (edge === undefined) continue;
      if (edge.name !== '' && edges.has(edge.name))
        throw queryError(`\`${edge.name}': Redefined alias`);
      edges.add(edge.name);
      // `*1` is an edge where it meets another pattern, though its value is a list.
      const isList = edge.range !== undefined && !(edge.range.least === 1 && edge.range.most === 1);
      define(known, edge.name, isList ? 'EdgeList' : 'Edge');
    }
    if (path.name !== '' && known.has(path.name))
      throw queryError(`\`${path.name}': Redefined alias`);
    define(known, path.name, 'Path');
  }
  for (const map of paths.flatMap(pathExpressions)) {
    if (hasAggregate(map)) throw queryError(`expected no aggregate in ${expressionText(map)}`);
    checkAll([map], known);
  }
  return known;
}

function define(known: Map<string, Kind>, name: string, kind: Kind): void {
  if (name === '') return;
  const found = known.get(name);
  if (found === undefined) known.set(name, kind);
  else requireKind(name, found, kind);
}

function requireKind(name: string, found: Kind, kind: Kind): void {
  if (found === 'Value') return;
  if (found !== kind)
    throw queryError(`\`${name}' is defined with type ${found}, but referenced with type ${kind}`);
}
