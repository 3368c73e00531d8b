import { UnsupportedFeatureError } from '@momq/dialect';
import type { DialectPack, LogicalDialectPack } from '@momq/dialect';

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
