import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bundledDialects, loadDialect, loadDialects } from './bundled-dialects.js';

/** Packages of `node_modules` in memory after the packs were made, in a process of its own. */
function loadedPackages(): string[] {
  const script = `
    import { createRequire } from 'node:module';
    const { loadDialects } = await import(${JSON.stringify(new URL('./bundled-dialects.ts', import.meta.url).href)});
    await loadDialects();
    const files = Object.keys(createRequire(import.meta.url).cache);
    const names = files.map((file) => /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1]);
    console.log(JSON.stringify([...new Set(names)].filter(Boolean)));`;
  const options = ['--conditions=@momq/source', '--import', 'tsx', '--input-type=module'];
  const output = execFileSync(process.execPath, [...options, '-e', script], { encoding: 'utf8' });
  return JSON.parse(output) as string[];
}

describe('loadDialects', () => {
  it('makes every pack, or the named one', async () => {
    const ids = (await loadDialects()).map((pack) => pack.id);
    expect(ids).toEqual(['sqlite', 'postgres', 'cypher']);
    expect(ids).toEqual(bundledDialects);
    expect((await loadDialects('cypher')).map((pack) => pack.id)).toEqual(['cypher']);
  });

  it('names the ids when another is asked for', async () => {
    await expect(loadDialect('oracle')).rejects.toThrow(
      'dialect: expected one of sqlite, postgres, cypher, got oracle.',
    );
  });

  it('loads no driver and no grammar of a database that nobody opens', () => {
    const heavy = ['neo4j-driver', 'pg', 'libpg-query', '@neo4j-cypher/language-support'];
    expect(loadedPackages().filter((name) => heavy.includes(name))).toEqual([]);
  });
});
