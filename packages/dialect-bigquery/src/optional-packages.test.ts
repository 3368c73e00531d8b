import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findOptional, howToInstall } from './optional-packages.mjs';

const NAME = '@momq-test/optional';
const nowhere = 'file:///nowhere/module.js';
let folder = '';
const cwd = process.cwd();

/** Installs the package into a folder's `node_modules`. @returns its package.json */
function install(into: string): string {
  const own = join(into, 'node_modules', NAME);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'package.json'), JSON.stringify({ name: NAME, version: '1.0.0' }));
  return join(own, 'package.json');
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'momq-optional-')));
});
afterEach(() => {
  process.chdir(cwd);
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('an optional package', () => {
  test('that is nowhere is not found', () => {
    expect(findOptional(NAME, nowhere)).toBeUndefined();
    expect(findOptional(NAME, undefined)).toBeUndefined();
  });

  test('is found beside who asks', () => {
    const manifest = install(folder);
    expect(findOptional(NAME, `file://${folder}/node_modules/pack/index.js`)).toBe(manifest);
  });

  test('is found in the project of the current folder, as for a momq that is installed globally', () => {
    const manifest = install(folder);
    mkdirSync(join(folder, 'src'));
    process.chdir(join(folder, 'src'));
    expect(findOptional(NAME, nowhere)).toBe(manifest);
  });

  test.skipIf(process.platform === 'win32')('is found among npm’s global packages', () => {
    const manifest = install(join(folder, 'lib'));
    vi.stubEnv('npm_config_global_prefix', folder);
    expect(findOptional(NAME, nowhere)).toBe(manifest);
  });

  test('comes with the commands that install it', () => {
    expect(howToInstall('@fivetrandevelopers/zetasql')).toBe(
      'npm install @fivetrandevelopers/zetasql@1.13.0 in the folder of your project, or npm install -g @fivetrandevelopers/zetasql@1.13.0',
    );
  });
});
