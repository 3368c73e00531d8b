import { describe, expect, it } from 'vitest';
import { floatTensor } from '../numerics/host-tensor.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

const weights = {
  'b.weight': floatTensor(Float32Array.of(1.5, -2, 0.25, 3, 4, 5), [2, 3]),
  a: floatTensor(Float32Array.of(0.1), [1]),
  empty: floatTensor(new Float32Array(0), [0, 4]),
};

/** A file built by hand from the format's description. */
function handMade(header: string, data: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + head.length + data.length);
  new DataView(file.buffer).setUint32(0, head.length, true);
  file.set(head, 8);
  file.set(data, 8 + head.length);
  return file;
}

describe('safetensors', () => {
  it('reads back what it wrote', () => {
    expect(decodeSafetensors(encodeSafetensors(weights), 'f')).toEqual(weights);
    const half = decodeSafetensors(encodeSafetensors(weights, 'float16'), 'f');
    expect(half['b.weight']).toEqual(weights['b.weight']);
    expect(half['a']!.data[0]).toBeCloseTo(0.1, 4);
  });

  it('reads a file made elsewhere', () => {
    const data = new Uint8Array(Float32Array.of(7, 8).buffer);
    const file = handMade(
      '{"__metadata__":{"k":"v"},"x":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}',
      data,
    );
    expect(decodeSafetensors(file, 'f')).toEqual({ x: floatTensor(Float32Array.of(7, 8), [2, 1]) });
  });

  it.each([
    ['truncated data', encodeSafetensors(weights).subarray(0, -1)],
    ['extra data', new Uint8Array([...encodeSafetensors(weights), 0])],
    ['no header', new Uint8Array(4)],
    ['header longer than the file', encodeSafetensors(weights).subarray(0, 20)],
    ['text that is not JSON', handMade('{"x":', new Uint8Array(0))],
    [
      'a gap',
      handMade('{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', new Uint8Array(8)),
    ],
    [
      'a size that is not the shape',
      handMade('{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', new Uint8Array(4)),
    ],
    [
      'an unknown dtype',
      handMade('{"x":{"dtype":"I8","shape":[4],"data_offsets":[0,4]}}', new Uint8Array(4)),
    ],
  ])('rejects %s', (_, file) => {
    expect(() => decodeSafetensors(file, 'groups/a.safetensors')).toThrow(
      /groups\/a\.safetensors: expected/,
    );
  });
});
