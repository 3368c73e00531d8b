import { hasZetaSql } from '../zetasql-parse.js';

/** Ends the titles of tests that ZetaSQL runs: why they are skipped, where they are. */
export const zetaSqlSkip = hasZetaSql()
  ? ''
  : ' (skipped: ZetaSQL is not here; npx --yes pnpm@12.21.0 install brings it on Linux and macOS)';
