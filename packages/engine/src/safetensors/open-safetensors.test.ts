import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostTensor, type EngineErrorCode } from '../index.js';
import { openSafetensors } from './index.js';
import { bytesOf, safetensorsFile, type WrittenTensor } from './safetensors-file.test-support.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-safetensors-'));
});
afterAll(() => rm(folder, { recursive: true }));

const w: WrittenTensor = {
  dtype: 'F32',
  shape: [2, 2],
  bytes: bytesOf(Float32Array.of(1, 2, 3, 4)),
};
const b: WrittenTensor = { dtype: 'I32', shape: [3], bytes: bytesOf(Int32Array.of(5, 6, 7)) };

async function write(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

function expectCode(run: Promise<unknown>, code: EngineErrorCode, message: RegExp): Promise<void> {
  return expect(run).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
}

describe('a file', () => {
  test('gives shapes, places and values of its tensors', async () => {
    const header = {
      __metadata__: { format: 'pt' },
      w: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
      b: { dtype: 'I32', shape: [3], data_offsets: [16, 28] },
    };
    const path = await write('good.safetensors', safetensorsFile({ w, b }, { header }));
    const weights = await openSafetensors(path);
    expect(weights.names()).toEqual(['w', 'b']);
    expect(weights.metadata).toEqual({ format: 'pt' });
    const place = weights.constant('b');
    expect(place).toMatchObject({ kind: 'external', length: 12, shape: [3], dtype: 'int32' });
    expect(place.offset - weights.constant('w').offset).toBe(16);
    expect(await weights.read('w')).toEqual(hostTensor([1, 2, 3, 4], [2, 2]));
    expect(await weights.read('b')).toEqual(hostTensor([5, 6, 7], [3], 'int32'));
  });

  test('of small dtypes is widened when read, exactly', async () => {
    const halves = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x8000, 0x7c00); // IEEE 754 binary16
    const brains = Uint16Array.of(0x3f80, 0xc000, 0x7f7f, 0x0001, 0x8000, 0x7f80);
    const path = await write(
      'small.safetensors',
      safetensorsFile({
        half: { dtype: 'F16', shape: [6], bytes: bytesOf(halves) },
        brain: { dtype: 'BF16', shape: [6], bytes: bytesOf(brains) },
        byte: { dtype: 'I8', shape: [2], bytes: bytesOf(Int8Array.of(-128, 127)) },
        flag: { dtype: 'BOOL', shape: [2], bytes: Uint8Array.of(0, 1) },
      }),
    );
    const weights = await openSafetensors(path);
    expect((await weights.read('half')).data).toEqual(
      Float32Array.of(1, -2, 65504, 2 ** -24, -0, Infinity),
    );
    expect((await weights.read('brain')).data).toEqual(
      Float32Array.of(1, -2, (2 - 2 ** -7) * 2 ** 127, 2 ** -133, -0, Infinity),
    );
    expect(await weights.read('byte')).toEqual(hostTensor([-128, 127], [2], 'int32'));
    expect(await weights.read('flag')).toEqual(hostTensor([0, 1], [2], 'bool'));
  });

  test('with empty tensors and a scalar is fine', async () => {
    const path = await write(
      'empty.safetensors',
      safetensorsFile({
        none: { dtype: 'F32', shape: [0, 4], bytes: new Uint8Array() },
        one: { dtype: 'F32', shape: [], bytes: bytesOf(Float32Array.of(3)) },
      }),
    );
    const weights = await openSafetensors(path);
    expect((await weights.read('none')).data).toHaveLength(0);
    expect(await weights.read('one')).toEqual(hostTensor([3], []));
  });

  test('is found in a folder, also behind a symbolic link', async () => {
    const model = join(folder, 'model');
    await mkdir(model);
    const blob = await write('blob', safetensorsFile({ w }));
    await symlink(blob, join(model, 'model.safetensors'));
    expect((await openSafetensors(model)).files).toEqual([blob]);
  });
});

describe('bad files', () => {
  const bad = (name: string, bytes: Uint8Array, message: RegExp) =>
    test(name, async () => {
      const path = await write(`${name.replaceAll(' ', '-')}.safetensors`, bytes);
      await expectCode(openSafetensors(path), 'SAFETENSORS_INVALID', message);
    });
  const entries = (a: [number, number], c: [number, number]) => ({
    header: {
      w: { dtype: 'F32', shape: [2, 2], data_offsets: a },
      b: { dtype: 'I32', shape: [3], data_offsets: c },
    },
  });
  bad('shorter than the prefix', Uint8Array.of(1, 2), /at least 8 bytes, got 2/);
  bad(
    'header longer than the file',
    Uint8Array.of(255, 255, 0, 0, 0, 0, 0, 0, 123),
    /header of at most 1 bytes, got a length of 65535/,
  );
  bad('negative header length', new Uint8Array(16).fill(255), /got a length of/);
  bad('no JSON', safetensorsFile({}, { header: '{"w": ' }), /a JSON header/);
  bad('no UTF8', Buffer.concat([Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe)]), /UTF-8/);
  bad('no object', safetensorsFile({}, { header: '[1]' }), /header object/);
  bad('unknown dtype', safetensorsFile({ w: { ...w, dtype: 'F31' } }), /"w" as \{ dtype/);
  bad('negative dimension', safetensorsFile({ w: { ...w, shape: [-2, -2] } }), /"w" as/);
  bad('huge shape', safetensorsFile({ w: { ...w, shape: [2 ** 52, 2 ** 52] } }), /bytes for "w"/);
  bad(
    'shape and range disagree',
    safetensorsFile({ w: { ...w, shape: [2, 3] } }),
    /24 bytes for "w", F32 \[2, 3\], got the range 0\.\.16/,
  );
  bad(
    'overlap',
    safetensorsFile({ w, b }, entries([0, 16], [12, 24])),
    /"b" after "w", got 4 bytes of overlap/,
  );
  bad('gap', safetensorsFile({ w, b }, entries([0, 16], [20, 32])), /a gap of 4 bytes/);
  bad(
    'range outside the file',
    safetensorsFile({ w }, entries([0, 16], [16, 28])),
    /got a file of/,
  );
  bad('cut off', safetensorsFile({ w, b }).subarray(0, -1), /got a file of/);
  bad(
    'bytes after the end',
    Buffer.concat([safetensorsFile({ w }), Uint8Array.of(0)]),
    /got a file of/,
  );
  bad(
    'metadata of numbers',
    safetensorsFile({}, { header: { __metadata__: { a: 1 } } }),
    /__metadata__/,
  );
  bad(
    'a name twice',
    safetensorsFile(
      { w },
      {
        header:
          '{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"\\u0077":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}',
      },
    ),
    /"w" twice/,
  );

  test('a file that is absent, a folder without weights', async () => {
    await expectCode(openSafetensors(join(folder, 'no')), 'SAFETENSORS_NOT_FOUND', /no such file/);
    await mkdir(join(folder, 'nothing'));
    await expectCode(
      openSafetensors(join(folder, 'nothing')),
      'SAFETENSORS_NOT_FOUND',
      /0 \.safetensors files/,
    );
  });

  test('a tensor that is absent, misaligned or of a dtype the engine lacks', async () => {
    const path = await write(
      'odd.safetensors',
      safetensorsFile(
        { w, wide: { dtype: 'F64', shape: [1], bytes: new Uint8Array(8) } },
        { pad: 3 },
      ),
    );
    const weights = await openSafetensors(path);
    expect(() => weights.constant('v')).toThrow(
      expect.objectContaining({ code: 'SAFETENSORS_MISSING_TENSOR' }),
    );
    expect(() => weights.constant('w')).toThrow(
      expect.objectContaining({ code: 'SAFETENSORS_MISALIGNED' }),
    );
    expect((await weights.read('w')).data).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(() => weights.constant('wide')).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_DTYPE' }),
    );
  });
});

describe('a sharded set', () => {
  const index = (weightMap: unknown) =>
    Buffer.from(JSON.stringify({ metadata: {}, weight_map: weightMap }));
  const shards = async (name: string, weightMap: unknown) => {
    const path = join(folder, name);
    await mkdir(path);
    await writeFile(join(path, 'a.safetensors'), safetensorsFile({ w }));
    await writeFile(join(path, 'b.safetensors'), safetensorsFile({ b }));
    await writeFile(join(path, 'model.safetensors.index.json'), index(weightMap));
    return path;
  };

  test('is opened by its index or its folder', async () => {
    const path = await shards('sharded', { w: 'a.safetensors', b: 'b.safetensors' });
    const weights = await openSafetensors(path);
    expect(weights.names()).toEqual(['w', 'b']);
    expect((await weights.read('b')).data).toEqual(Int32Array.of(5, 6, 7));
    const byIndex = await openSafetensors(join(path, 'model.safetensors.index.json'));
    expect(byIndex.files).toHaveLength(2);
  });

  test('that lacks a tensor, a shard, or leads outside is an error', async () => {
    await expectCode(
      openSafetensors(await shards('lacks', { w: 'b.safetensors' })),
      'SAFETENSORS_MISSING_TENSOR',
      /"w" in b\.safetensors/,
    );
    await expectCode(
      openSafetensors(await shards('absent', { w: 'c.safetensors' })),
      'SAFETENSORS_NOT_FOUND',
      /c\.safetensors/,
    );
    await expectCode(
      openSafetensors(await shards('outside', { w: '../good.safetensors' })),
      'SAFETENSORS_INVALID',
      /a file in this folder/,
    );
    await expectCode(
      openSafetensors(await shards('mapless', [])),
      'SAFETENSORS_INVALID',
      /weight_map/,
    );
  });
});
