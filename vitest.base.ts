import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/**
 * Shared vitest settings. Workspace packages are their TypeScript sources, or, where `MOMQ_TEST_BUILT` is 1 (`npm test` has just
 * built them), what was built of them: that is loaded as it is and not compiled again for each package.
 */
const built = process.env.MOMQ_TEST_BUILT === '1';
const conditions = built ? ['node'] : ['@momq/source', 'node'];

/** Arguments of Node for programs that tests start, with the same packages, a line each: folders may have spaces. */
const program = built
  ? ['--conditions=node', fileURLToPath(new URL('scripts/lib/run-built.js', import.meta.url))]
  : [
      '--conditions=@momq/source',
      `--import=${pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href}`,
    ];

/** A package's own sources are taken as they were built, too: only tests and what is theirs alone are compiled. */
const builtSources = {
  name: 'built-sources',
  enforce: 'pre' as const,
  resolveId(name: string, importer: string | undefined) {
    if (importer === undefined || !/^\.{1,2}\//.test(name)) return undefined;
    const file = path.resolve(path.dirname(importer), name);
    const [, folder, own] = /^(.*\/packages\/[^/]+)\/src\/(.+)\.js$/.exec(file) ?? [];
    const places = [file.replace(/js$/, 'ts'), `${folder}/dist/${own}.js`];
    return folder !== undefined && places.every((place) => existsSync(place))
      ? places[1]
      : undefined;
  },
};

const settings = {
  plugins: built ? [builtSources] : [],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxWorkers: 1, // what is slow to load is loaded once; `npm test` runs several packages at a time
    // A process runs one file after the other and loads modules once: files leave environment, folder and globals as they were.
    isolate: false,
    env: { MOMQ_TEST_NODE: program.join('\n') },
    ...(built && { server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } } }),
    // One test in thousands may meet a busy machine; the whole run names what needed its second try (scripts/test.js).
    retry: process.env.CI === undefined ? 0 : 1,
    reporters: ['default', ['json', { outputFile: '.cache/test-report.json' }]],
  },
} satisfies ViteUserConfig;

export default defineConfig(settings);

/**
 * The settings of a package some of whose files need a process of their own: they measure its memory, or put another module in the
 * place of one, which must not be loaded before.
 */
export function withAlone(...alone: readonly string[]): ViteUserConfig {
  const { reporters, maxWorkers, ...shared } = settings.test;
  const project = (name: string, test: object): ViteUserConfig => ({
    ...settings,
    test: { ...shared, name, ...test },
  });
  return {
    ...settings,
    test: {
      reporters,
      maxWorkers,
      projects: [
        project('one process', { exclude: alone }),
        // Where a module takes another one's place, what imports it must be loaded by the test runner: no plugins.
        { ...project('alone', { include: alone, isolate: true }), plugins: [] },
      ],
    },
  };
}
