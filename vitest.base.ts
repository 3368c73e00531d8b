import { defineConfig } from 'vitest/config';

/**
 * Shared vitest settings. Other workspace packages are their TypeScript sources, or, where `MOMQ_TEST_BUILT` is 1 (`npm test` has
 * just built them), what was built of them: that is loaded as it is and not compiled again for each package.
 */
const built = process.env.MOMQ_TEST_BUILT === '1';
const conditions = built ? ['node'] : ['@momq/source', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxWorkers: 2,
    // the same for programs that tests start
    env: { MOMQ_TEST_CONDITION: `--conditions=${conditions[0]}` },
    ...(built && { server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } } }),
    // One test in thousands may meet a busy machine; the whole run names what needed its second try (scripts/test.js).
    retry: process.env.CI === undefined ? 0 : 1,
    reporters: ['default', ['json', { outputFile: '.cache/test-report.json' }]],
  },
});

/** For packages with many small test files that leave nothing behind: a process runs one after the other, and loads modules once. */
export const oneProcess = defineConfig({ test: { isolate: false } });
