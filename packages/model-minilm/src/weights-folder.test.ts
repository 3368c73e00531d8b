import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBertWeights } from './bert-weights.js';
import { MiniLmError } from './minilm-error.js';
import { readWeightsFolder, shippedWeightsFolder } from './weights-folder.js';

const modelHash = '9c0bf732145c2a248a35b8d17263e9adefce68043737804b972f46d46b219189';

describe('the shipped weights', () => {
  it('have the hashes that provenance.json names', () => {
    const read = (file: string): Buffer => readFileSync(path.join(shippedWeightsFolder, file));
    const { sha256 } = JSON.parse(read('provenance.json').toString()) as {
      sha256: Record<string, string>;
    };
    const actual = Object.keys(sha256).map((file) => [
      file,
      createHash('sha256').update(read(file)).digest('hex'),
    ]);
    expect(Object.fromEntries(actual)).toEqual(sha256);
    expect(Object.keys(sha256)).toEqual(['model.safetensors', 'tokenizer.json', 'config.json']);
    expect(sha256['model.safetensors']).toBe(modelHash);
  });
});

describe('readWeightsFolder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'minilm-'));
    cpSync(shippedWeightsFolder, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const failure = async (): Promise<MiniLmError> => {
    const error: unknown = await readWeightsFolder(folder).catch((cause: unknown) => cause);
    if (!MiniLmError.isInstance(error))
      throw new Error(`expected a MiniLmError, got ${String(error)}`);
    return error;
  };

  it('reads a whole folder', async () => {
    await expect(readWeightsFolder(folder)).resolves.toHaveProperty('model');
  });

  it('names the promised and the actual hash of a truncated file', async () => {
    const file = path.join(folder, 'model.safetensors');
    truncateSync(file, 1000);
    const actual = createHash('sha256').update(readFileSync(file)).digest('hex');
    const error = await failure();
    expect(error.code).toBe('WEIGHTS_CORRUPT');
    expect(error.message).toContain(`expected sha256 ${modelHash}, got ${actual} (1000 bytes)`);
    expect(error.message).toContain('model.safetensors');
  });

  it('notices one changed bit of the tokenizer', async () => {
    const file = path.join(folder, 'tokenizer.json');
    const bytes = readFileSync(file);
    bytes[5000]! ^= 1;
    writeFileSync(file, bytes);
    expect((await failure()).code).toBe('WEIGHTS_CORRUPT');
  });

  it.each(['model.safetensors', 'tokenizer.json', 'provenance.json'])(
    'reports a missing %s',
    async (file) => {
      rmSync(path.join(folder, file));
      const error = await failure();
      expect(error.code).toBe('WEIGHTS_MISSING');
      expect(error.message).toContain(file);
    },
  );

  it.each(['{', '{}', '{"sha256": 3}'])('rejects %s as provenance.json', async (text) => {
    writeFileSync(path.join(folder, 'provenance.json'), text);
    expect((await failure()).code).toBe('WEIGHTS_CORRUPT');
  });
});

describe('readBertWeights', () => {
  const safetensors = (header: string, data = new Uint8Array(0)): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(8 + header.length + data.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
    bytes.set(new TextEncoder().encode(header), 8);
    bytes.set(data, 8 + header.length);
    return bytes;
  };
  const tensor = (dtype: string, end: number): string =>
    JSON.stringify({
      'embeddings.LayerNorm.weight': { dtype, shape: [2], data_offsets: [0, end] },
    });

  it.each([
    ['3 bytes', new Uint8Array(3)],
    ['a header that is not JSON', safetensors('{"a":')],
    ['a header of 1000 bytes in 10', Uint8Array.of(0xe8, 3, 0, 0, 0, 0, 0, 0, 1, 1)],
    ['F32 for embeddings.LayerNorm.weight', safetensors(tensor('F32', 8), new Uint8Array(8))],
    ['at bytes 0 to 4', safetensors(tensor('F16', 4), new Uint8Array(2))],
    ['no place for x', safetensors('{"x":{"dtype":"F16"}}')],
    [
      'at bytes 1 to 5',
      safetensors('{"x":{"dtype":"F16","shape":[2],"data_offsets":[1,5]}}', new Uint8Array(5)),
    ],
    ['[2]', safetensors(tensor('F16', 4).padEnd(90), new Uint8Array(4))],
    ['got none', safetensors('{}')],
  ])('rejects a file with %s', (got, bytes) => {
    const read = (): unknown => readBertWeights(bytes, 'model.safetensors');
    expect(read).toThrow(expect.objectContaining({ code: 'WEIGHTS_CORRUPT' }));
    expect(read).toThrow(got);
  });
});
