import type { DialectPack, QueryParser } from '@momq/dialect';
import { abstractQuery } from './abstract-query.js';

/** The templates of the examples in a dialect's tutorials, each once: seeds for whoever has no corpus. */
export function tutorialTemplates(pack: DialectPack, parser: QueryParser): string[] {
  const { pages, questions = [] } = pack.tutorials;
  const examples = [...questions, ...pages.flatMap((page) => page.examples)];
  return [...new Set(examples.map(({ query }) => abstractQuery(query, pack, parser)))];
}
