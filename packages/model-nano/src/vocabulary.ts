import type { LogicalDialectPack } from '@momq/dialect';
import { queryWords } from '@momq/core/logical';

/** Start token of a dialect: what the first output position reads. */
export function startWord(dialect: string): string {
  return `<${dialect}>`;
}

/** Start token of a dialect that the checkpoint does not know. */
export const anyDialect = '<query>';

/** Keyword tokens of a model for `packs`: start tokens, the common words, then the packs' own words. */
export function buildVocabulary(
  packs: readonly Pick<LogicalDialectPack, 'id' | 'language'>[],
): string[] {
  const words = [anyDialect, ...packs.map(({ id }) => startWord(id)), ...queryWords];
  for (const { language } of packs) words.push(...Object.values(language.words));
  return [...new Set(words)];
}
