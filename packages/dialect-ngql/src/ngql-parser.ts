import { placedParts } from '@momq/dialect';
import type { QueryAnalysis, QueryParser, WrittenLiteral, WrittenPlaceholder } from '@momq/dialect';
import { keywordSet } from './ngql-keywords.js';
import { within } from './syntax/expression-parts.js';
import { tokenise } from './syntax/lexer.js';
import { expressionsOf, sentencesWithin } from './syntax/sentence-parts.js';
import { parseStatements } from './syntax/statement-parser.js';
import type { Expression, ExpressionOf, PathPattern, Sentence } from './syntax/syntax-tree.js';

/** A text with what it is made of. */
export interface CheckedQuery {
  readonly statements: readonly Sentence[];
  readonly analysis: QueryAnalysis;
}

/**
 * Parses a text and tells what it does. Statements of a script (`$a = …; …`) that hand results on are one query.
 *
 * @throws QuerySyntaxError
 */
export function checkNgql(text: string, parameters?: ReadonlySet<string>): CheckedQuery {
  const statements = parseStatements(text, parameters);
  const { literals, variables, ...contents } = contentsOf(statements);
  const reason = statements.map(reasonNotToRead).find((each) => each !== undefined);
  return {
    statements,
    analysis: {
      statements: statements.filter(({ kind }) => kind !== 'assign').length || statements.length,
      readOnly: reason === undefined,
      ...(reason !== undefined && { reason }),
      ...contents,
      ...placedParts(text, literals, variables.filter(isParameter(statements))),
      keywords: keywordsOf(text),
    },
  };
}

/** The parser of the pack. */
export const ngqlParser: QueryParser = { parse: (text) => checkNgql(text).analysis };

/** Kinds of statements that can only read. Every other one is refused. */
const reading: ReadonlySet<Sentence['kind']> = new Set<Sentence['kind']>([
  'go', 'fetch-vertices', 'fetch-edges', 'lookup', 'match', 'find-path', 'subgraph', 'yield', 'group-by', 'order-by', 'limit', 'sample',
  'unwind', 'pipe', 'set', 'assign',
]); // prettier-ignore

function reasonNotToRead(statement: Sentence): string | undefined {
  for (const each of sentencesWithin(statement)) {
    if (reading.has(each.kind)) continue;
    return each.kind === 'other' ? each.name : each.kind.toUpperCase();
  }
  return undefined;
}

function keywordsOf(text: string): readonly string[] {
  const words = tokenise(text).flatMap(({ word }) => (keywordSet.has(word) ? [word] : []));
  return [...new Set(words)];
}

/** A variable that no part of the text assigns has its value from outside. */
function isParameter(statements: readonly Sentence[]): (variable: WrittenPlaceholder) => boolean {
  const sentences = statements.flatMap((statement) => [...sentencesWithin(statement)]);
  const assigned = new Set(
    sentences.flatMap((each) => (each.kind === 'assign' ? [`$${each.variable}`] : [])),
  );
  return ({ name }) => !assigned.has(name);
}

interface Contents extends Pick<QueryAnalysis, 'relations' | 'columns' | 'functions'> {
  readonly literals: readonly WrittenLiteral[];
  /** `$name` where it stands for a value. */
  readonly variables: readonly WrittenPlaceholder[];
}

function contentsOf(statements: readonly Sentence[]): Contents {
  const relations = new Set<string>();
  const columns = new Set<string>();
  const functions = new Set<string>();
  const literals: WrittenLiteral[] = [];
  const variables: WrittenPlaceholder[] = [];
  const path = ({ nodes, edges }: PathPattern): void => {
    nodes.flatMap(({ labels }) => labels).forEach(({ name }) => relations.add(name));
    edges.flatMap(({ types }) => types).forEach((type) => relations.add(type));
  };
  const visit = (expression: Expression): void => {
    for (const each of within(expression)) {
      if (each.kind === 'attribute') {
        columns.add(each.name);
        // `vertex.tag.property`: what stands between is a tag.
        if (each.of.kind === 'attribute') relations.add(each.of.name);
      }
      if (each.kind === 'end-property') relations.add(each.tag) && columns.add(each.name);
      if (each.kind === 'map') each.entries.forEach(([key]) => columns.add(key));
      if (each.kind === 'call' || each.kind === 'count-star') functions.add(each.name);
      if (each.kind === 'pattern') path(each.path);
      if (each.kind === 'literal') literals.push(...writtenLiteral(each));
      if (each.kind === 'variable') {
        const { name, start, end } = each;
        variables.push({ name: `$${name}`, start, end });
      }
    }
  };
  for (const sentence of statements.flatMap((each) => [...sentencesWithin(each)])) {
    if (sentence.kind === 'match')
      for (const clause of sentence.clauses)
        if (clause.kind === 'match') clause.paths.forEach(path);
    if (sentence.kind === 'lookup') relations.add(sentence.on);
    if (sentence.kind === 'go' || sentence.kind === 'find-path')
      sentence.over.types.forEach(({ name }) => relations.add(name));
    if (sentence.kind === 'fetch-edges') sentence.types.forEach((type) => relations.add(type));
    if (sentence.kind === 'fetch-vertices' && sentence.tags !== '*')
      sentence.tags.forEach((tag) => relations.add(tag));
    if (sentence.kind === 'subgraph')
      sentence.over.flatMap(({ types }) => types).forEach((type) => relations.add(type));
    expressionsOf(sentence).forEach(visit);
  }
  // A tag in the middle of a property is no property.
  for (const name of relations) columns.delete(name);
  return {
    relations: [...relations],
    columns: [...columns],
    functions: [...functions],
    literals,
    variables,
  };
}

/** TRUE, FALSE and NULL are keywords. */
function writtenLiteral({ value, start, end }: ExpressionOf<'literal'>): WrittenLiteral[] {
  if (typeof value === 'string') return [{ type: 'text', value, start, end }];
  if (typeof value === 'number' || typeof value === 'bigint')
    return [{ type: 'number', value: Number(value), start, end }];
  return [];
}
