import { expect, test } from 'vitest';
import { chooseEngine } from './sqlite-engine.js';
import type { SqliteEngineChoice } from './sqlite-engine.js';

const works = (choice: SqliteEngineChoice): boolean => {
  try {
    return chooseEngine(choice) === choice;
  } catch (error) {
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    return false;
  }
};

test('auto takes the first that this machine has', () => {
  const order: SqliteEngineChoice[] = ['better-sqlite3', 'node:sqlite', 'wasm'];
  expect(chooseEngine('auto')).toBe(order.find(works));
});

test('an engine that is none', () => {
  expect(() => chooseEngine('sql.js' as SqliteEngineChoice)).toThrow(
    /expected engine to be one of/,
  );
});
