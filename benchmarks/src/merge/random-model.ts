import { mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Shape of a Llama-like model. */
export interface ModelShape {
  readonly layers: number;
  readonly width: number;
  readonly feedForward: number;
  readonly vocabulary: number;
}

/** CodeLlama-7B, SQL-GEN's base. */
export const sevenBillion: ModelShape = {
  layers: 32,
  width: 4096,
  feedForward: 11_008,
  vocabulary: 32_016,
};

const shardBytes = 5e9;

function tensorsOf({ layers, width, feedForward, vocabulary }: ModelShape): [string, number[]][] {
  const square = [width, width];
  const layer = (index: number): [string, number[]][] =>
    Object.entries({
      'self_attn.q_proj': square,
      'self_attn.k_proj': square,
      'self_attn.v_proj': square,
      'self_attn.o_proj': square,
      'mlp.gate_proj': [feedForward, width],
      'mlp.up_proj': [feedForward, width],
      'mlp.down_proj': [width, feedForward],
      input_layernorm: [width],
      post_attention_layernorm: [width],
    }).map(([name, shape]) => [`model.layers.${index}.${name}.weight`, shape]);
  return [
    ['model.embed_tokens.weight', [vocabulary, width]],
    ...Array.from({ length: layers }, (_, index) => layer(index)).flat(),
    ['model.norm.weight', [width]],
    ['lm_head.weight', [vocabulary, width]],
  ];
}

/**
 * Writes a model of random bfloat16 weights in shards, as Hugging Face does.
 * @param seed - shifts the random numbers
 * @returns bytes of the weights
 */
export async function writeRandomModel(
  folder: string,
  shape: ModelShape,
  seed: number,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  const block = randomBlock(seed);
  const shards: [string, number[]][][] = [[]];
  let [room, total] = [shardBytes, 0];
  for (const tensor of tensorsOf(shape)) {
    const bytes = bytesOf(tensor[1]);
    if (bytes > room) {
      shards.push([]);
      room = shardBytes;
    }
    shards.at(-1)?.push(tensor);
    room -= bytes;
    total += bytes;
  }
  const weightMap: Record<string, string> = {};
  for (const [index, shard] of shards.entries()) {
    const name = `model-${index + 1}-of-${shards.length}.safetensors`;
    for (const [tensor] of shard) weightMap[tensor] = name;
    await writeShard(path.join(folder, name), shard, block);
  }
  await writeFile(
    path.join(folder, 'model.safetensors.index.json'),
    JSON.stringify({ metadata: { total_size: total }, weight_map: weightMap }),
  );
  const config = { model_type: 'llama', num_hidden_layers: shape.layers, torch_dtype: 'bfloat16' };
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(config));
  return total;
}

async function writeShard(
  file: string,
  tensors: readonly [string, number[]][],
  block: Uint8Array,
): Promise<void> {
  let bytes = 0;
  const header: Record<string, unknown> = {};
  for (const [name, shape] of tensors) {
    const end = bytes + bytesOf(shape);
    header[name] = { dtype: 'BF16', shape, data_offsets: [bytes, end] };
    bytes = end;
  }
  const json = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(json.length));
  const handle = await open(file, 'w');
  try {
    await handle.write(start);
    await handle.write(json);
    for (let left = bytes; left > 0; left -= block.length)
      await handle.write(block, 0, Math.min(left, block.length));
  } finally {
    await handle.close();
  }
}

/** 64 MiB of bfloat16 numbers of both signs between 2⁻⁷ and 2⁻¹. */
function randomBlock(seed: number): Uint8Array {
  const values = new Uint16Array(32 * 2 ** 20);
  let state = seed * 2 + 1;
  for (let i = 0; i < values.length; i += 1) {
    state = (Math.imul(state, 0x915f77f5) + 1) | 0;
    values[i] = ((state >>> 31) << 15) | (0x3c00 + ((state >>> 8) % 0x300));
  }
  return new Uint8Array(values.buffer);
}

function bytesOf(shape: readonly number[]): number {
  return 2 * shape.reduce((size, dim) => size * dim, 1);
}
