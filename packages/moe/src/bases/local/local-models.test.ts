import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadBase } from '../load-base.js';

const tiny = fileURLToPath(new URL('../../../fixtures/gguf/tiny-qwen2.gguf', import.meta.url));
const variables = [
  'HOME',
  'MOMQ_BASES',
  'LLAMA_CACHE',
  'OLLAMA_MODELS',
  'XDG_CACHE_HOME',
  'HF_HOME',
  'HF_HUB_CACHE',
  'HF_HUB_OFFLINE',
] as const;
const before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'momq-home-'));
  for (const name of variables) delete process.env[name];
  process.env['HOME'] = home;
  process.env['HF_HUB_OFFLINE'] = '1';
});
afterEach(async () => {
  for (const name of variables) {
    const value = before[name];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await rm(home, { recursive: true });
});

async function put(...way: string[]): Promise<string> {
  const path = join(home, ...way);
  await mkdir(dirname(path), { recursive: true });
  await cp(tiny, path);
  return path;
}

/** A model as Ollama keeps it. */
async function putOllama(...manifest: string[]): Promise<string> {
  const bytes = await readFile(tiny);
  const digest = createHash('sha256').update(bytes).digest('hex');
  await put('.ollama', 'models', 'blobs', `sha256-${digest}`);
  const path = join(home, '.ollama', 'models', 'manifests', ...manifest);
  await mkdir(dirname(path), { recursive: true });
  const layers = [
    { mediaType: 'application/vnd.ollama.image.license', digest: `sha256:${'0'.repeat(64)}` },
    { mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${digest}` },
  ];
  await writeFile(path, JSON.stringify({ schemaVersion: 2, layers }));
  return digest;
}

const coded = (code: string, text: string): object =>
  expect.objectContaining({ code, message: expect.stringContaining(text) as string }) as object;

describe('a base by name', () => {
  it.each([
    ['momq-1b', ['.cache', 'momq', 'bases', 'momq-1b', 'anything.gguf']],
    [
      'coder-0.5b-instruct-q4_k_m',
      ['.cache', 'llama.cpp', 'Org_Coder-GGUF_coder-0.5b-instruct-q4_k_m.gguf'],
    ],
    ['Coder-0.5B', ['.cache', 'llama.cpp', 'Org_Coder-GGUF_coder-0.5b-instruct-q4_k_m.gguf']],
    ['org/Coder-GGUF', ['.lmstudio', 'models', 'Org', 'Coder-GGUF', 'coder-q8_0.gguf']],
    ['coder', ['.cache', 'lm-studio', 'models', 'Org', 'Coder-GGUF', 'coder-q8_0.gguf']],
    [
      'Org/Coder-GGUF',
      ['.cache', 'huggingface', 'hub', 'models--Org--Coder-GGUF', 'snapshots', '0', 'c.gguf'],
    ],
  ])('%s', async (name, way) => {
    await put(...way);
    expect((await loadBase(name)).id).toBe(name);
  });

  it('of Ollama, whose file is named by its digest', async () => {
    const digest = await putOllama('registry.ollama.ai', 'library', 'coder', '0.5b');
    for (const name of ['coder:0.5b', 'coder-0.5b', 'Coder']) {
      const base = await loadBase(name);
      expect(base.id).toBe(name);
      expect(await base.weightsSha256()).toBe(digest);
    }
    await putOllama('hf.co', 'org', 'coder', 'latest');
    expect((await loadBase('hf.co/org/coder')).id).toBe('hf.co/org/coder');
  });

  it('in the folders that environment variables name', async () => {
    process.env['MOMQ_BASES'] = join(home, 'a');
    process.env['LLAMA_CACHE'] = join(home, 'b');
    await put('a', 'one', 'one.gguf');
    await put('b', 'two.gguf');
    expect((await loadBase('one')).folder).toBe(join(home, 'a', 'one'));
    expect((await loadBase('two')).folder).toBe(join(home, 'b'));
  });

  it('prefers the whole name, and the first program that has it', async () => {
    await put('.lmstudio', 'models', 'Org', 'Coder-GGUF', 'coder-1b.gguf');
    await put('.cache', 'llama.cpp', 'coder-1b-instruct.gguf');
    const other = await put('.cache', 'momq', 'bases', 'coder-1b', 'coder-1b.gguf');
    expect((await loadBase('coder-1b')).folder).toBe(dirname(other));
  });

  it('asks which one is meant, unless all are the same file', async () => {
    const first = await put('.cache', 'llama.cpp', 'coder-1b-q4_0.gguf');
    await symlink(first, join(home, '.cache', 'llama.cpp', 'coder-1b-same.gguf'));
    expect((await loadBase('coder-1b')).id).toBe('coder-1b');
    await put('.lmstudio', 'models', 'Org', 'Coder-GGUF', 'coder-1b-q8_0.gguf');
    await expect(loadBase('coder-1b')).rejects.toThrow(
      coded('MOE_BASE_AMBIGUOUS', 'Org/Coder-GGUF/coder-1b-q8_0.gguf (LM Studio)'),
    );
  });

  it('says what there is when there is no such model', async () => {
    await put('.cache', 'llama.cpp', 'coder-1b.gguf');
    await put('.lmstudio', 'models', 'Org', 'Seer-GGUF', 'mmproj-seer.gguf');
    await expect(loadBase('coder-2b')).rejects.toThrow(coded('MOE_BASE_MISSING', 'has coder-1b'));
    await expect(loadBase('seer')).rejects.toThrow(coded('MOE_BASE_MISSING', 'none of them'));
    await expect(loadBase('Org/Coder-2B')).rejects.toThrow(coded('MOE_OFFLINE', 'Org/Coder-2B'));
  });
});
