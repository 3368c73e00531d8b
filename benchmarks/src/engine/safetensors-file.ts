import { closeSync, openSync, writeSync } from 'node:fs';

/** A tensor to write; its data are made when their turn comes, so that only one tensor is in memory. */
export interface TensorSource {
  readonly dtype: 'F32' | 'I32';
  readonly shape: readonly number[];
  data(): Float32Array | Int32Array;
}

/** Writes a safetensors file. Source of the format: https://huggingface.co/docs/safetensors */
export function writeSafetensors(
  file: string,
  tensors: Readonly<Record<string, TensorSource>>,
): void {
  let end = 0;
  const header: Record<string, object> = { __metadata__: { format: 'pt' } };
  for (const [name, { dtype, shape }] of Object.entries(tensors)) {
    const start = end;
    end += 4 * shape.reduce((size, dim) => size * dim, 1);
    header[name] = { dtype, shape, data_offsets: [start, end] };
  }
  const text = JSON.stringify(header);
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const descriptor = openSync(file, 'w');
  try {
    writeSync(descriptor, length);
    writeSync(descriptor, padded);
    for (const { data } of Object.values(tensors)) {
      const { buffer, byteOffset, byteLength } = data();
      writeSync(descriptor, new Uint8Array(buffer, byteOffset, byteLength));
    }
  } finally {
    closeSync(descriptor);
  }
}
