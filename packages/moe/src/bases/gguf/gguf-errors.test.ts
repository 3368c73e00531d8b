import { cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadBase } from '../load-base.js';

const tiny = new URL('../../../fixtures/gguf/tiny-llama.gguf', import.meta.url);
const qwen = new URL('../../../fixtures/gguf/tiny-qwen2.gguf', import.meta.url);
const coded = (code: string, ...texts: string[]): object =>
  expect.objectContaining({
    code,
    message: expect.stringMatching(new RegExp(texts.join('.*'), 's')) as string,
  }) as object;

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-gguf-'));
  path = join(folder, 'changed.gguf');
});
afterAll(async () => rm(folder, { recursive: true }));

/** A text as a GGUF file holds it. */
function stored(text: string): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, Buffer.from(text, 'latin1')]);
}

/** The tiny file with some bytes exchanged, in `path`. */
async function changed(change: (bytes: Buffer) => Buffer, from = tiny): Promise<string> {
  await writeFile(path, change(await readFile(from)));
  return path;
}

/** Exchanges a text for another of the same length. */
function exchange(bytes: Buffer, text: string, other: string): Buffer {
  const at = bytes.indexOf(stored(text));
  expect(at).toBeGreaterThan(0);
  expect(other).toHaveLength(text.length);
  stored(other).copy(bytes, at);
  return bytes;
}

/** Changes the number that stands behind a text, `skip` bytes on. */
function number(
  bytes: Buffer,
  text: string,
  { skip, value }: { skip: number; value: number },
): Buffer {
  const at = bytes.indexOf(stored(text));
  expect(at).toBeGreaterThan(0);
  bytes.writeUInt32LE(value, at + 8 + text.length + skip);
  return bytes;
}

it('says what is no GGUF file, and which version or byte order cannot be read', async () => {
  await writeFile(path, 'PK\x03\x04 a zip file');
  await expect(loadBase(path)).rejects.toThrow(coded('MOE_BASE_CORRUPT', 'start with "GGUF"'));
  await writeFile(path, '');
  await expect(loadBase(path)).rejects.toThrow(coded('MOE_BASE_CORRUPT', 'ends after 0 bytes'));
  const version = (value: number) => changed((bytes) => (bytes.writeUInt32LE(value, 4), bytes));
  await expect(loadBase(await version(4))).rejects.toThrow(
    coded('MOE_BASE_UNSUPPORTED', 'version 2 or 3', '4'),
  );
  await expect(loadBase(await version(0x03000000))).rejects.toThrow(
    coded('MOE_BASE_UNSUPPORTED', 'big-endian'),
  );
});

it.each([20, 2_000, 30_000, 100_000])(
  'says where a file of %i bytes is cut short',
  async (length) => {
    await cp(tiny, path);
    await truncate(path, length);
    await expect(loadBase(path)).rejects.toThrow(
      coded('MOE_BASE_CORRUPT', 'a whole GGUF file', `ends after ${length} bytes`),
    );
  },
);

it('names architectures and types of tensors that it cannot compute with', async () => {
  await expect(
    loadBase(await changed((bytes) => exchange(bytes, 'llama', 'gemma'))),
  ).rejects.toThrow(coded('MOE_BASE_UNSUPPORTED', 'qwen2, llama', 'gemma'));
  const type = changed((bytes) =>
    number(bytes, 'blk.0.attn_norm.weight', { skip: 4 + 8, value: 23 }),
  );
  await expect(loadBase(await type)).rejects.toThrow(
    coded('MOE_BASE_UNSUPPORTED', 'Q4_K', 'blk.0.attn_norm.weight of type IQ4_XS'),
  );
});

it('says which weight is missing, too much, or has another shape', async () => {
  const renamed = (from: string, to: string) => changed((bytes) => exchange(bytes, from, to));
  await expect(
    loadBase(await renamed('blk.1.ffn_up.weight', 'blk.2.ffn_up.weight')),
  ).rejects.toThrow(coded('MOE_BASE_CORRUPT', 'layers.1.mlp.up_proj.weight', 'without it'));
  await expect(
    loadBase(await renamed('blk.1.ffn_up.weight', 'blk.1.ffn_xx.weight')),
  ).rejects.toThrow(coded('MOE_BASE_CORRUPT', 'blk.1.ffn_xx.weight'));
  await expect(
    loadBase(
      await changed((bytes) => number(bytes, 'llama.feed_forward_length', { skip: 4, value: 320 })),
    ),
  ).rejects.toThrow(coded('MOE_BASE_CORRUPT', 'ffn_gate.weight', '\\[320, 32\\]', '\\[256, 32\\]'));
  await expect(
    loadBase(await changed((bytes) => exchange(bytes, 'llama.block_count', 'llama.block_xxxxx'))),
  ).rejects.toThrow(coded('MOE_BASE_CORRUPT', 'num_hidden_layers'));
});

it('says what it misses of a tokenizer, when one is asked for', async () => {
  const without = await loadBase(
    await changed((bytes) => exchange(bytes, 'tokenizer.ggml.tokens', 'tokenizer.ggml.xxxxxx')),
  );
  await expect(without.tokenizer()).rejects.toThrow(
    coded('MOE_BASE_MISSING', 'tokenizer.ggml.tokens'),
  );
  const other = await loadBase(await changed((bytes) => exchange(bytes, 'llama-bpe', 'gpt-other')));
  await expect(other.tokenizer()).rejects.toThrow(
    coded('MOE_TOKENIZER_UNSUPPORTED', 'qwen2', 'gpt-other'),
  );
});

it('refuses factors of rotary frequencies that Llama 3 does not have', async () => {
  const path = await changed((bytes) => {
    const first = bytes.indexOf(Buffer.from(new Float32Array([1, 1]).buffer));
    bytes.writeFloatLE(2, first);
    return bytes;
  });
  await expect(loadBase(path)).rejects.toThrow(coded('MOE_BASE_UNSUPPORTED', 'rope_freqs.weight'));
});

it('opens the one GGUF file of a folder, and asks which of several', async () => {
  const own = join(folder, 'own');
  await mkdir(own);
  await cp(tiny, join(own, 'model.gguf'));
  expect((await loadBase(own)).id).toBe('own');
  await cp(qwen, join(own, 'other.gguf'));
  await expect(loadBase(own)).rejects.toThrow(
    coded('MOE_BASE_AMBIGUOUS', 'model.gguf, other.gguf'),
  );
});
