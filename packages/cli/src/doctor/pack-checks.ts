import { adaptDialect } from '@momq/core';
import type { DialectPack } from '@momq/core';
import { dialectKeyword, dialectPackages } from '../dialects/find-dialects.js';
import { checkPart } from './check.js';
import type { Check } from './check.js';

/** What every installed pack says of its parts, and whether its embedded engine answers. */
export async function checkPacks(): Promise<Check[]> {
  const packages = dialectPackages();
  const checks: Check[] = [];
  for (const { source, load } of packages) {
    const area = source.manifest.name;
    let pack: DialectPack | undefined;
    checks.push(
      await checkPart({ area, part: 'pack', remedy: `npm install ${area}` }, async () => {
        pack = adaptDialect(await load());
        await pack.createParser();
        return `${source.manifest.version ?? ''}, ${pack.version}, loads with its parser`;
      }),
    );
    if (pack !== undefined) checks.push(...(await checkParts(area, pack)));
  }
  if (packages.length > 0) return checks;
  return [
    {
      area: 'packs',
      part: 'dialects',
      state: 'missing',
      detail: `no package with the keyword ${dialectKeyword} is installed here`,
      remedy: 'Install one, for example with npm install momq',
    },
  ];
}

async function checkParts(area: string, pack: DialectPack): Promise<Check[]> {
  const parts = (await pack.diagnose?.()) ?? [];
  const checks: Check[] = parts.map((part) => ({ area, ...part }));
  if (!pack.capabilities.engines.includes('embedded')) return checks;
  const remedy = `Install ${area} again on this machine`;
  const engine = await checkPart({ area, part: 'embedded engine', remedy }, async () => {
    const start = performance.now();
    const database = await pack.createDatabase(pack.tutorials.sample);
    try {
      const { entities } = await database.schema();
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      return `built the sample database (${entities.length} tables) in ${seconds} s`;
    } finally {
      await database.close();
    }
  });
  return [...checks, engine];
}
