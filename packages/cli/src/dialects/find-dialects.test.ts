import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import {
  dialectsFor,
  installedDialects,
  loadDialect,
  loadDialects,
  referenceDialect,
} from './find-dialects.js';

const home = process.cwd();
const own = ['bigquery', 'cypher', 'mysql', 'ngql', 'postgres', 'sqlite'];
let project = '';

/** Source of a pack with no more in it than the contract asks. */
const packOf = (id: string, recognises = 'false'): string => `{
  specificationVersion: 'v1', id: '${id}', displayName: '${id}', family: 'relational', version: '9',
  capabilities: { unsupported: [], engines: ['file'], explain: false, estimate: false },
  keywords: { all: ['GET'], specific: ['GET'] },
  tutorials: { sample: { schema: { name: 's', family: 'relational', entities: [], links: [] }, rows: {} }, pages: [] },
  expertGroup: { experts: 1, rank: 1, alpha: 1 },
  createParser: async () => ({}), recognises: () => ${recognises},
  openDatabase: async () => ({}), createDatabase: async () => ({}),
}`;

/** A package that makes a pack of the id. */
function install(
  name: string,
  { id, manifest = {}, source }: { id: string; manifest?: object; source?: string },
): void {
  const folder = path.join(project, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  const all = { name, version: '0.3.0', type: 'module', exports: './pack.js', ...manifest };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(all));
  writeFileSync(
    path.join(folder, 'pack.js'),
    source ?? `export const make = () => (${packOf(id)});`,
  );
}
const keyword = { keywords: ['momq-dialect'] };

beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), 'momq-project-'));
  process.chdir(project);
});
afterAll(() => {
  process.chdir(home);
  rmSync(project, { recursive: true });
});

describe('without packs in the project', () => {
  it('finds those of the command line', async () => {
    expect((await loadDialects()).map(({ id }) => id)).toEqual(own);
    expect((await loadDialects('cypher')).map(({ id }) => id)).toEqual(['cypher']);
    expect((await loadDialect('@momq/dialect-cypher')).id).toBe('cypher');
  });

  it('names the ids and a package when another is asked for', async () => {
    await expect(loadDialect('oracle')).rejects.toThrow(
      /expected one of bigquery, cypher, mysql, ngql, postgres, sqlite, got oracle\..*npm install @momq\/dialect-oracle/,
    );
  });

  it('takes a pack that reads queries for the reference', async () => {
    const reference = await referenceDialect(['query']);
    expect(reference.language.read).toBeTypeOf('function');
  });
});

it('loads for a source the packs that may open it, and no other', async () => {
  const ids = async (source: string): Promise<string[]> =>
    (await dialectsFor([source])).map(({ id }) => id);
  expect(await ids('shop.db')).toEqual(['cypher', 'sqlite']);
  expect(await ids('MariaDB://localhost/shop')).toEqual(['cypher', 'mysql', 'sqlite']);
  expect((await dialectsFor(['shop.db'], 'ngql')).map(({ id }) => id)).toEqual(['ngql']);
  for (const { pack, source } of await installedDialects())
    for (const start of source.manifest.momq?.urls ?? []) {
      expect(pack.recognises(`${start}localhost/shop`), start).toBe(true);
      expect(pack.capabilities.engines).not.toContain('file');
    }
});

describe('with packs in the project that list URLs', () => {
  const listing = (urls: unknown): object => ({ ...keyword, momq: { dialect: 'creek', urls } });
  afterAll(() => install('creek-pack', { id: 'creek' })); // without the keyword

  it.each([['creek://'], [[]], [['creek']], [['Creek://']], [['']], [[7]], [null], [{}]])(
    'refuses %j, unless a dialect is named',
    async (urls) => {
      install('creek-pack', { id: 'creek', manifest: listing(urls) });
      await expect(dialectsFor(['shop.db'])).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(
          /package creek-pack: expected "urls" .* --dialect/,
        ) as string,
      });
      expect((await dialectsFor(['shop.db'], 'sqlite')).map(({ id }) => id)).toEqual(['sqlite']);
    },
  );

  it('loads both of two packs with one beginning, of which the user names one', async () => {
    const manifest = listing(['postgres://']);
    const source = `export const creek = () => (${packOf('creek', 'true')});`;
    install('creek-pack', { id: 'creek', manifest, source });
    const ids = (await dialectsFor(['postgres://localhost/shop'])).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['creek', 'postgres']));
    const { code, stderr } = await capture([
      ...['ask', 'How many?', '--db', 'postgres://localhost:1/shop'],
    ]);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/got creek and postgres\. Name the dialect/);
  });
});

describe('with packs in the project', () => {
  it('finds them by id, by convention of names and by keyword', async () => {
    install('momq-dialect-duck', { id: 'duck', manifest: keyword });
    install('@acme/pond', {
      id: 'pond',
      manifest: { ...keyword, momq: { dialect: 'pond', factory: 'make' } },
    });
    install('lake-pack', { id: 'lake', manifest: keyword });
    install('not-a-pack', { id: 'stone' });
    for (const [name, id] of [
      ['duck', 'duck'],
      ['momq-dialect-duck', 'duck'],
      ['pond', 'pond'],
      ['@acme/pond', 'pond'],
      ['lake', 'lake'],
    ] as const)
      expect((await loadDialect(name)).id).toBe(id);
    expect((await loadDialects()).map(({ id }) => id)).toEqual(
      [...own, 'duck', 'lake', 'pond'].sort(),
    );
    await expect(loadDialect('not-a-pack')).rejects.toMatchObject({ code: 'DIALECT_UNKNOWN' });
  });

  it('lists them with versions, abilities and places', async () => {
    const { code, stdout } = await capture(['dialects']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /lake +9 +lake-pack 0\.3\.0 +file, text models only +node_modules\/lake-pack/,
    );
    expect(stdout).toMatch(/@momq\/dialect-sqlite \d.*embedded, file, explain/);
    const json = JSON.parse((await capture(['dialects', '--json'])).stdout) as {
      dialects: object[];
    };
    expect(json.dialects).toContainEqual(
      expect.objectContaining({ id: 'pond', package: '@acme/pond', version: '0.3.0' }),
    );
  });

  it('refuses two packages with one id, a package without a pack, and a pack of another contract', async () => {
    install('second-lake', { id: 'lake', manifest: keyword });
    await expect(loadDialects()).rejects.toThrow(
      /lake: .* got lake-pack and second-lake\. .*--dialect lake-pack/,
    );
    expect((await loadDialect('second-lake')).id).toBe('lake');
    install('second-lake', { id: 'lake' }); // without the keyword
    install('empty-pack', { id: 'none', manifest: keyword, source: 'export const version = 1;' });
    await expect(loadDialect('empty-pack')).rejects.toThrow(
      /empty-pack: expected the function .* got version/,
    );
    install('future-pack', {
      id: 'none',
      manifest: keyword,
      source: "export const make = () => ({ specificationVersion: 'v3', id: 'future' });",
    });
    await expect(loadDialect('future-pack')).rejects.toThrow(/dialect future: .*got v3/);
  });
});

it('loads no driver and no grammar of a database that nobody opens', () => {
  const script = `
    import { createRequire } from 'node:module';
    const { loadDialects } = await import(${JSON.stringify(new URL('./find-dialects.ts', import.meta.url).href)});
    await loadDialects();
    const files = Object.keys(createRequire(import.meta.url).cache);
    const names = files.map((file) => /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1]);
    console.log(JSON.stringify([...new Set(names)].filter(Boolean)));`;
  const options = [...process.env['MOMQ_TEST_NODE']!.split('\n'), '--input-type=module'];
  const output = execFileSync(process.execPath, [...options, '-e', script], {
    encoding: 'utf8',
    cwd: home,
  });
  const heavy = [
    ...['neo4j-driver', 'pg', 'libpg-query', '@neo4j-cypher/language-support'],
    ...['mysql2', '@google-cloud/bigquery', '@fivetrandevelopers/zetasql', '@grpc/grpc-js'],
  ];
  expect((JSON.parse(output) as string[]).filter((name) => heavy.includes(name))).toEqual([]);
});
