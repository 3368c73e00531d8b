import { UnsupportedFeatureError } from '@momq/dialect';
import type { DialectPack, LogicalDialectPack, QueryLanguage } from '@momq/dialect';

/**
 * The pack, if it has a logical form.
 *
 * @throws UnsupportedFeatureError for a pack without `language`
 */
export function requireLanguage(pack: DialectPack): LogicalDialectPack {
  if (hasLanguage(pack)) return pack;
  throw new UnsupportedFeatureError(
    `dialect ${pack.id}: expected a \`language\` that renders logical queries, got none. Ask with a model that writes text, or install a pack that has one.`,
  );
}

function hasLanguage(pack: DialectPack): pack is LogicalDialectPack {
  return pack.language !== undefined;
}

/**
 * The pack's reader of text that people wrote, for example of gold queries.
 *
 * @throws UnsupportedFeatureError for a pack whose `language` reads no text
 */
export function requireReader(pack: DialectPack): NonNullable<QueryLanguage['read']> {
  const { language } = requireLanguage(pack);
  if (language.read !== undefined) return language.read.bind(language);
  throw new UnsupportedFeatureError(
    `dialect ${pack.id}: expected \`language.read\`, which reads queries that people wrote, got none. Take gold queries of a dialect that has it.`,
  );
}
