import { defineConfig } from 'vitest/config';

/** Shared vitest settings: workspace packages resolve to their TypeScript sources. */
const conditions = ['@momq/source', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxWorkers: 2,
    // One test in thousands may meet a busy machine; the whole run names what needed its second try (scripts/test.js).
    retry: process.env.CI === undefined ? 0 : 1,
    reporters: ['default', ['json', { outputFile: '.cache/test-report.json' }]],
  },
});
