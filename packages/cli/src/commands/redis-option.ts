import { installedDialects } from '../dialects/find-dialects.js';
import { momqVersion } from '../momq-version.js';

/** Says of a URL of Redis how it is written and what it needs. */
export const redisOptionHelp =
  'redis://[user:password@]host[:port], rediss:// with TLS; needs npm install bullmq@6 ioredis@6';

/**
 * Packages whose versions decide which pairs are made, with them.
 *
 * @param dialects - ids; default: all that are installed
 */
export async function pairPrograms(
  dialects?: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const packs = (await installedDialects()).filter(
    ({ pack }) => dialects === undefined || dialects.includes(pack.id),
  );
  const versions = packs.map(({ source: { manifest } }) => [
    manifest.name,
    manifest.version ?? 'none',
  ]);
  return { momq: momqVersion, ...(Object.fromEntries(versions) as Record<string, string>) };
}
