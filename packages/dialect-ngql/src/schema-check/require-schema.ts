import type { DatabaseSchema } from '@momq/dialect';
import { expressionsOf, sentencesWithin } from '../syntax/sentence-parts.js';
import type { Expression, MatchClause, Sentence } from '../syntax/syntax-tree.js';
import { checkPath, edgeOf, tagFields } from './check-paths.js';
import { checkValue } from './check-values.js';
import { knownGraph, type KnownGraph } from './known-graph.js';
import { namesBehind, type NamedValues } from './named-values.js';

/**
 * Holds statements to a schema before they run: tags, edge types and properties are there, edges of patterns lead where the pattern
 * says, and properties are compared with constants of their kind.
 *
 * @throws QueryExecutionError for the first that does not fit, with what may be meant
 */
export function requireSchema(statements: readonly Sentence[], schema: DatabaseSchema): void {
  const graph = knownGraph(schema);
  for (const statement of statements)
    for (const sentence of sentencesWithin(statement)) checkSentence(sentence, graph);
}

function checkSentence(sentence: Sentence, graph: KnownGraph): void {
  if (sentence.kind === 'match') {
    let names: NamedValues = new Map();
    for (const clause of sentence.clauses) names = checkClause(clause, graph, names);
    return;
  }
  const labels = labelsOf(sentence, graph);
  const aliases = sentence.kind === 'go' ? aliasesOf(sentence) : new Map();
  for (const each of expressionsOf(sentence)) checkValue(each, { graph, names: aliases, labels });
}

function checkClause(clause: MatchClause, graph: KnownGraph, before: NamedValues): NamedValues {
  const behind = namesBehind(clause, before);
  const check = (list: readonly (Expression | undefined)[], names: NamedValues): void =>
    list.forEach((each) => each && checkValue(each, { graph, names, labels: [] }));
  switch (clause.kind) {
    case 'match':
      clause.paths.forEach((path) => checkPath(path, graph, behind));
      check([clause.where], behind);
      break;
    case 'unwind':
      check([clause.list], before);
      break;
    case 'with':
    case 'return':
      check(
        clause.projection.columns.map(({ expression }) => expression),
        before,
      );
      if (clause.kind === 'with') check([clause.where], behind);
  }
  return behind;
}

/** Tags and edge types that a statement names, and may put before a point. @throws QueryExecutionError for unknown ones */
function labelsOf(sentence: Sentence, graph: KnownGraph): readonly string[] {
  switch (sentence.kind) {
    case 'go':
    case 'find-path':
      sentence.over.types.forEach(({ name }) => edgeOf(graph, name));
      return sentence.over.types.filter(({ alias }) => alias === undefined).map(({ name }) => name);
    case 'fetch-edges':
      sentence.types.forEach((type) => edgeOf(graph, type));
      return sentence.types;
    case 'fetch-vertices':
      if (sentence.tags === '*') return [];
      sentence.tags.forEach((tag) => tagFields(graph, tag));
      return sentence.tags;
    case 'lookup':
      if (!graph.edges.has(sentence.on)) tagFields(graph, sentence.on);
      return [sentence.on];
    case 'subgraph':
      sentence.over.flatMap(({ types }) => types).forEach((type) => edgeOf(graph, type));
      return [];
    default:
      return [];
  }
}

function aliasesOf({ over }: Extract<Sentence, { kind: 'go' }>): NamedValues {
  return new Map(
    over.types.flatMap(({ name, alias }) =>
      alias === undefined ? [] : [[alias, { types: [name] }]],
    ),
  );
}
