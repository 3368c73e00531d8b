import { cypherParser } from '../cypher-parser.js';
import { cypherTutorials } from '../cypher-tutorials/index.js';
import { readingCorpus } from './corpora.js';
import { queriesOf, tckAbsence, tckScenarios } from './open-cypher-tck.js';

/**
 * What has another answer each time, or on another engine (plans; the server remembers keys of earlier graphs), and parameters,
 * which a query alone does not have.
 */
const unsteady =
  /\b(rand|randomUUID|timestamp|elementId|id)\s*\(|time\s*\(\s*\)|\bdate\s*\(\s*\)|\.(transaction|statement|realtime)\b|\$|^\s*(explain|profile)\b|db\.propertyKeys/i;

/** Queries over the harbour that were written for it: the tutorial's examples and the corpus that only reads. */
export const harbourTexts: readonly string[] = [
  ...cypherTutorials.pages.flatMap(({ examples }) => examples.map(({ query }) => query)),
  ...readingCorpus,
].filter((text) => !unsteady.test(text));

/**
 * Every text of openCypher's TCK that no scenario writes with, once, in the order of the files; none where the TCK is not.
 * Each is a question that the harbour has an answer to as well, though often no row.
 */
export function tckTexts(): readonly string[] {
  if (tckAbsence !== undefined) return [];
  const texts = tckScenarios().flatMap((scenario) => queriesOf(scenario).map(({ text }) => text));
  return [...new Set(texts)].filter((text) => !unsteady.test(text) && !writes(text));
}

function writes(text: string): boolean {
  try {
    return !cypherParser.parse(text).readOnly;
  } catch {
    return /\b(create|merge|set|remove|delete|foreach|call)\b/i.test(text);
  }
}
