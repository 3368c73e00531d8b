import { describe, test } from 'vitest';
import { chooseEngine } from '../sqlite-engine.js';
import type { SqliteEngine } from '../sqlite-engine.js';

/** Runs a suite on every engine of this machine; an engine that is not there is skipped with its reason. */
export function describeEngines(suite: (engine: SqliteEngine) => void): void {
  for (const engine of ['better-sqlite3', 'node:sqlite', 'wasm'] as const) {
    const missing = reasonMissing(engine);
    if (missing === undefined) describe(engine, () => suite(engine));
    else test.skip(`${engine}: ${missing}`);
  }
}

function reasonMissing(engine: SqliteEngine): string | undefined {
  try {
    chooseEngine(engine);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
