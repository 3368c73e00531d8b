import type { GraphNode, GraphValue, PropertyGraph } from '@momq/graph-store';
import { parseTree } from '../cypher-tree.js';
import type { Rows } from '../engine/clause-rows.js';
import { compileClause } from '../engine/compile-clause.js';
import { compile } from '../engine/compilers.js';
import { unsupported } from '../engine/engine-error.js';
import { certainLabels } from '../engine/label-test.js';
import type { Expression, NodePattern, PathPattern } from '../engine/query-parts.js';
import { readPaths } from '../engine/read-pattern.js';
import { readClause } from '../engine/read-query.js';
import { Scope, type Row, type Session } from '../engine/scope.js';
import { readerOf } from '../engine/read-statement.js';
import { compilers } from '../engine/run-query.js';
import { isRule, ruleOf, walk } from '../syntax-tree.js';

/** Runs a statement that may have CREATE on a graph. @throws UnsupportedFeatureError for other clauses that write */
export function writeGraph(text: string, session: Session): void {
  const { statements, error } = parseTree(text);
  if (error) throw unsupported(`a statement that does not parse: ${text}`);
  for (const statement of statements) {
    const query = [...walk(statement)].find((node) => ruleOf(node) === 'singleQuery');
    if (!isRule(query)) continue;
    let rows: Row[] = [[]];
    let scope = new Scope(session, compilers);
    for (const clause of query.children) {
      const reader = readerOf(clause, text);
      if (reader.takes('CREATE')) {
        const write = writerOf(readPaths(reader), scope);
        for (const row of rows) write(row);
        continue;
      }
      const place = { outer: new Set<string>(), enough: Infinity, isAlone: false };
      const compiled = compileClause(readClause(reader), scope, place);
      rows = [...compiled.run(iterate(rows), [])].filter((row) => row !== undefined);
      scope = compiled.scope;
    }
  }
}

function* iterate(rows: readonly Row[]): Rows {
  yield* rows;
}

function writerOf(paths: readonly PathPattern[], scope: Scope): (row: Row) => void {
  const writes: ((row: Row) => void)[] = [];
  const { graph } = scope.session;
  const propertiesOf = (
    expression: Expression | undefined,
  ): ((row: Row) => Map<string, GraphValue>) => {
    if (expression === undefined) return () => new Map();
    const { value } = compile(expression, scope);
    return (row) =>
      new Map([...(value(row) as Map<string, GraphValue>)].filter(([, each]) => each !== null));
  };
  const nodeOf = ({ name, labels, properties }: NodePattern): number => {
    if (name !== undefined && scope.has(name)) return scope.variable(name).slot;
    const make = propertiesOf(properties);
    const { slot } = scope.declare(name ?? ` ${scope.slot()}`, 'node');
    writes.push((row) => {
      row[slot] = graph.addLabelledNode(BigInt(graph.size), certainLabels(labels), make(row));
    });
    return slot;
  };
  for (const { nodes, relationships } of paths) {
    const slots = nodes.map(nodeOf);
    relationships.forEach(({ name, types, properties, direction }, index) => {
      const make = propertiesOf(properties);
      const [type] = certainLabels(types);
      const { slot } = scope.declare(name ?? ` ${scope.slot()}`, 'edge');
      writes.push((row) => {
        const ends = [row[slots[index]!] as GraphNode, row[slots[index + 1]!] as GraphNode];
        const [from, to] = direction === 'in' ? ends.reverse() : ends;
        row[slot] = graph.addEdge(type!, from!.id, to!.id, make(row), edgeNumber(graph));
      });
    });
  }
  return (row) => {
    for (const write of writes) write(row);
  };
}

const counts = new WeakMap<PropertyGraph, bigint>();

function edgeNumber(graph: PropertyGraph): bigint {
  const next = counts.get(graph) ?? 0n;
  counts.set(graph, next + 1n);
  return next;
}
