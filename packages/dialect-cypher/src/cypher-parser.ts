import type { QueryParser } from '@momq/dialect';
import { allowedCalls, type AllowedCalls } from './allowed-calls.js';
import { parseTree } from './cypher-tree.js';
import { checkReadings, type CheckedQuery, type ParsedReading } from './query-check.js';
import { readingsOf } from './server-readings.js';
import { requireWithin, smallText } from './text-limits.js';

/**
 * Text to analysis with Neo4j's own grammar. Variables and functions are not resolved: the engine reports unknown ones.
 * `parse` takes texts up to {@link smallText}, so that it never holds its thread up; a database takes longer ones.
 */
export function createCypherParser(allowed: AllowedCalls): QueryParser {
  return { parse: (text) => checkHere(text, allowed).analysis };
}

/** The parser without calls that a user allows. */
export const cypherParser: QueryParser = createCypherParser(allowedCalls());

/** Parses and judges a small text. @throws QuerySyntaxError for a larger one too */
export function checkHere(text: string, allowed: AllowedCalls): CheckedQuery {
  requireWithin(text, smallText);
  const parse = (reading: string): ParsedReading => ({ text: reading, parsed: parseTree(reading) });
  const [first, ...others] = readingsOf(text);
  return checkReadings([parse(first), ...others.map(parse)], allowed);
}
