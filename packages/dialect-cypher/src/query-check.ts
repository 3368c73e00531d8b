import { placedParts, QuerySyntaxError, type QueryAnalysis } from '@momq/dialect';
import type { AllowedCalls } from './allowed-calls.js';
import { proceduresOf, reasonNotToRead } from './cypher-read-only.js';
import { contentsOf } from './query-contents.js';
import { anyText, beyond } from './text-limits.js';
import { isRule, ruleOf, tokensOf, walk, type ParsedText, type SyntaxRule } from './syntax-tree.js';

/** One reading of a text, parsed. */
export interface ParsedReading {
  readonly text: string;
  readonly parsed: ParsedText;
}

/** What is known of a text. */
export interface CheckedQuery {
  readonly analysis: QueryAnalysis;
  /** Procedures that it calls, lower case. */
  readonly procedures: readonly string[];
  /** The statement as Neo4j since 5.23 reads it, where that is Cypher, else as the first reading that is; with that reading. */
  readonly text: string;
  readonly statement: SyntaxRule;
}

/**
 * Judges every reading of a text: it reads only if each of them does. A reading that is no Cypher can do nothing; the first one
 * that is says what the query is made of.
 *
 * @throws QuerySyntaxError when no reading is Cypher
 */
export function checkReadings(
  readings: readonly [ParsedReading, ...ParsedReading[]],
  allowed: AllowedCalls,
): CheckedQuery {
  const checked: CheckedQuery[] = [];
  for (const reading of readings) {
    if (isCypher(reading)) checked.push(checkReading(reading, allowed));
  }
  const [main] = checked;
  if (main === undefined) throw syntaxErrorOf(readings[0]);
  const hidden = checked.find(({ analysis }) => !analysis.readOnly);
  const shown = hidden ?? main;
  const run = checked.find(({ text }) => text === readings[1]?.text) ?? main;
  return {
    ...run,
    analysis: shown.text === readings[0].text ? shown.analysis : withoutPlaces(shown.analysis),
    procedures: checked.flatMap(({ procedures }) => procedures),
  };
}

/** Places in a reading with escapes replaced are none of the text. */
function withoutPlaces(analysis: QueryAnalysis): QueryAnalysis {
  const { placedLiterals: _literals, placeholders: _placeholders, ...rest } = analysis;
  return rest;
}

function isCypher({ parsed }: ParsedReading): boolean {
  return parsed.error === undefined && parsed.tooDeep !== true && parsed.statements.length > 0;
}

function checkReading({ text, parsed }: ParsedReading, allowed: AllowedCalls): CheckedQuery {
  const { statements } = parsed;
  const statement = statements[0]!;
  const reason = statements.length > 1 ? 'several statements' : reasonNotToRead(statement, allowed);
  if (reason === undefined) requireResult(statement, text);
  const { literals, placeholders, ...contents } = contentsOf(statements);
  const analysis = {
    statements: statements.length,
    readOnly: reason === undefined,
    ...(reason !== undefined && { reason }),
    ...contents,
    ...placedParts(text, literals, placeholders),
  };
  return { analysis, procedures: statements.flatMap(proceduresOf), text, statement };
}

/** Neo4j refuses a query that computes rows and gives none back. */
function requireResult(statement: SyntaxRule, text: string): void {
  const query = walk(statement).find((node) => ruleOf(node) === 'singleQuery');
  const last = isRule(query) ? query.children.at(-1) : undefined;
  if (!isRule(last) || last.rule !== 'clause') return;
  const complete = ['returnClause', 'finishClause', 'callClause', 'subqueryClause'];
  const [token] = tokensOf(last);
  if (!complete.includes(ruleOf(last.children[0])) && token !== undefined)
    throw syntaxError(
      `expected RETURN at the end of the query, got ${token.text}. Add it`,
      placeOf(text, token.from),
      text,
    );
}

function syntaxErrorOf({ text, parsed }: ParsedReading): QuerySyntaxError {
  if (parsed.tooDeep) return beyond(text, 0, anyText);
  if (parsed.error !== undefined && text.trim() !== '') {
    const message = 'expected other text here. Compare the clause with the Cypher manual';
    return syntaxError(message, parsed.error, text);
  }
  return new QuerySyntaxError(
    'Cypher: expected a statement, got none. Write one, for example MATCH (n) RETURN count(*)',
    { line: 1, column: 1, fragment: text },
  );
}

/** The fragment is read from the text: a token that the parser misses has none of its own. */
function syntaxError(
  message: string,
  { line, column }: { readonly line: number; readonly column: number },
  text: string,
): QuerySyntaxError {
  const rest = text.split('\n')[line - 1]?.slice(column) ?? '';
  const fragment = /^(\w+|\S)/.exec(rest)?.[0] ?? 'end of text';
  return new QuerySyntaxError(`Cypher: ${message}`, { line, column: column + 1, fragment });
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: lines.at(-1)?.length ?? 0 };
}
