import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '@momq/core';
import { capture } from '../testing/captured-run.js';
import { writeShopDatabase } from '../testing/shop-database.js';

const home = process.cwd();
const cacheFolder = process.env['MOMQ_CACHE_DIR'];
const project = mkdtempSync(path.join(tmpdir(), 'momq-project-'));
let shop = '';
const gguf = fileURLToPath(new URL('../../../moe/fixtures/gguf/tiny-qwen2.gguf', import.meta.url));
const pathToFolder = path.join(project, 'tiny');

/** Installs a package with one source file into the project. */
function install(name: string, source: string): void {
  const folder = path.join(project, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  const manifest = { name, version: '1.2.3', type: 'module', exports: { import: './model.js' } };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'model.js'), source);
}

beforeAll(() => {
  shop = writeShopDatabase();
  install(
    'momq-model-echo',
    `export const loadModel = async () => ({
      specificationVersion: 'v1', name: 'echo', version: '1.2.3',
      generate: async () => ({ candidates: [{ query: 'SELECT count(*) FROM customer' }] }),
      dispose: async () => {},
    });`,
  );
  mkdirSync(pathToFolder);
  copyFileSync(gguf, path.join(pathToFolder, 'model.gguf'));
  install('no-model', 'export const other = 1;');
  process.env['MOMQ_CACHE_DIR'] = path.join(project, 'cache');
  process.chdir(project);
});
afterAll(() => {
  if (cacheFolder === undefined) delete process.env['MOMQ_CACHE_DIR'];
  else process.env['MOMQ_CACHE_DIR'] = cacheFolder;
  process.chdir(home);
  rmSync(project, { recursive: true });
});

const ask = (model: string) =>
  capture(['ask', 'How many customers are there?', '--db', shop, '--model', model, '--json']);

describe('momq ask --model', () => {
  it.each(['momq-model-echo', 'echo'])(
    'answers with the package %s of the project',
    async (name) => {
      const { code, stdout } = await ask(name);
      expect(code).toBe(0);
      const answer = JSON.parse(stdout) as Answer;
      expect(answer).toMatchObject({ rows: [[3]], routing: {} });
      expect(answer.notes.filter((note) => !note.includes('private copy'))).toEqual([]);
      expect(answer).not.toHaveProperty('confidence');
    },
  );

  it('says which packages it looked for', async () => {
    const { code, stderr } = await ask('absent');
    expect(code).toBe(3);
    expect(stderr).toMatch(/MODEL_MISSING.*absent, @momq\/model-absent, momq-model-absent/);
  });

  it('takes the spelling of Ollama for a name', async () => {
    const { code, stderr } = await ask('absent:0.5b');
    expect(code).toBe(3);
    expect(stderr).toMatch(/MODEL_MISSING.*absent:0\.5b/);
  });

  it('opens the language model in a folder', async () => {
    const { code, stderr } = await ask(pathToFolder);
    // the tiny model is random: what it writes does not run
    expect(stderr).toMatch(/NO_QUERY/);
    expect(code).toBe(1);
  });

  it('tells a language model that is not there from one that is damaged', async () => {
    expect(await ask('./absent.gguf')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('MOE_BASE_MISSING') as string,
    });
    writeFileSync(path.join(project, 'damaged.gguf'), 'GGUF');
    expect(await ask('./damaged.gguf')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('MOE_BASE_CORRUPT') as string,
    });
  });

  it('joins nano with the language model of this machine, and says where there is none', async () => {
    const kept = { HOME: process.env['HOME'], MOMQ_BASES: process.env['MOMQ_BASES'] };
    process.env['HOME'] = project;
    process.env['MOMQ_BASES'] = path.join(project, 'bases');
    try {
      expect(await ask('cascade')).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/MODEL_MISSING.*ollama pull/) as string,
      });
      const folder = path.join(project, 'bases', 'qwen2.5-coder-0.5b');
      mkdirSync(folder, { recursive: true });
      copyFileSync(gguf, path.join(folder, 'model.gguf'));
      for (const name of ['cascade', `cascade:${pathToFolder}`]) {
        const { code, stdout } = await ask(name);
        expect(code).toBe(0);
        const answer = JSON.parse(stdout) as Answer;
        expect(answer).toMatchObject({ source: 'nano' });
        expect(answer.notes.join()).toMatch(/nano (wrote the query|answered alone)/);
      }
    } finally {
      for (const [name, value] of Object.entries(kept))
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
    }
  });

  it('refuses a package without a model', async () => {
    const { code, stderr } = await ask('no-model');
    expect(code).toBe(2);
    expect(stderr).toMatch(/CONFIG_INVALID.*no-model: expected an export loadModel\(\), got other/);
  });
});
