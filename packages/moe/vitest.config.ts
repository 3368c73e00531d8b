import { defineConfig } from 'vitest/config';
import base, { oneProcess } from '../../vitest.base.js';

/** Puts another module in the place of one, which must not be loaded before. */
const alone = ['src/text/generation/compiled-passes.test.ts'];
const { reporters, ...settings } = base.test ?? {};

export default defineConfig({
  test: {
    reporters,
    projects: [
      { ...base, test: { ...settings, ...oneProcess.test, name: 'one process', exclude: alone } },
      { ...base, test: { ...settings, name: 'alone', include: alone } },
    ],
  },
});
