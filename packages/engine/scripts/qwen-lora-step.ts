import { closeSync, openSync, writeSync } from 'node:fs';
import {
  hostTensor,
  tf,
  type HostTensor,
  type TensorRecord,
  type TracedResult,
} from '../src/index.js';
import {
  rmsNorm,
  scaledDotProductAttention,
  softmaxCrossEntropy,
  swiGlu,
} from '../src/ops/index.js';

/** Shapes of Qwen2.5-0.5B. */
export const qwen = {
  width: 896,
  layers: 24,
  heads: 14,
  keyValueHeads: 2,
  headSize: 64,
  hidden: 4864,
  vocabulary: 151_936,
} as const;

const RANK = 8;
const linears = {
  'self_attn.q_proj': [896, 896],
  'self_attn.k_proj': [128, 896],
  'self_attn.v_proj': [128, 896],
  'self_attn.o_proj': [896, 896],
  'mlp.gate_proj': [4864, 896],
  'mlp.up_proj': [4864, 896],
  'mlp.down_proj': [896, 4864],
} as const;

/** Writes random float32 weights of these shapes as a safetensors file, names as on Hugging Face. */
export function writeRandomBase(file: string): void {
  const shapes: Record<string, readonly number[]> = {
    'embed_tokens.weight': [qwen.vocabulary, qwen.width],
    'norm.weight': [qwen.width],
  };
  for (let layer = 0; layer < qwen.layers; layer++) {
    shapes[`layers.${layer}.input_layernorm.weight`] = [qwen.width];
    shapes[`layers.${layer}.post_attention_layernorm.weight`] = [qwen.width];
    for (const [name, shape] of Object.entries(linears))
      shapes[`layers.${layer}.${name}.weight`] = shape;
  }
  const header: Record<string, object> = {};
  let offset = 0;
  for (const [name, shape] of Object.entries(shapes)) {
    const bytes = shape.reduce((product, dim) => product * dim, 4);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + bytes] };
    offset += bytes;
  }
  const text = JSON.stringify(header);
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const block = Float32Array.from({ length: 1 << 20 }, () => (Math.random() - 0.5) * 0.06);
  const bytes = Buffer.from(block.buffer);
  const handle = openSync(file, 'w');
  writeSync(handle, length);
  writeSync(handle, padded);
  for (let left = offset; left > 0; left -= bytes.length)
    writeSync(handle, bytes, 0, Math.min(left, bytes.length));
  closeSync(handle);
}

/** LoRA matrices and AdamW moments of all linear layers. */
export function adapterState(): Record<string, HostTensor> {
  const state: Record<string, HostTensor> = { step: hostTensor([0], []) };
  for (let layer = 0; layer < qwen.layers; layer++) {
    for (const [name, [outputs, inputs]] of Object.entries(linears)) {
      const a = Float32Array.from({ length: inputs * RANK }, () => (Math.random() - 0.5) * 0.05);
      for (const [part, shape, data] of [
        ['a', [inputs, RANK], a],
        ['b', [RANK, outputs], new Float32Array(RANK * outputs)],
      ] as const) {
        const full = `${layer}.${name}.${part}`;
        state[full] = hostTensor(data, shape);
        state[`m.${full}`] = hostTensor(new Float32Array(data.length), shape);
        state[`v.${full}`] = hostTensor(new Float32Array(data.length), shape);
      }
    }
  }
  return state;
}

/** One AdamW step of the adapters on tokens of shape (1, T); the base weights are constants. */
export function loraStep({ ids, targets }: TensorRecord, state: TensorRecord): TracedResult {
  const names = Object.keys(state).filter((name) => `m.${name}` in state);
  const loss = (...values: tf.Tensor[]) => {
    const adapters = Object.fromEntries(names.map((name, index) => [name, values[index]!]));
    return meanLoss(ids!, targets!, state, adapters);
  };
  const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => state[name]!));
  const step = tf.add(state['step']!, 1);
  const rate = tf.div(1e-4, tf.sub(1, tf.pow(0.9, step)));
  const secondCorrection = tf.sqrt(tf.sub(1, tf.pow(0.999, step)));
  const next: TensorRecord = { step };
  names.forEach((name, index) => {
    const gradient = grads[index]!;
    const m = tf.add(tf.mul(state[`m.${name}`]!, 0.9), tf.mul(gradient, 0.1));
    const v = tf.add(tf.mul(state[`v.${name}`]!, 0.999), tf.mul(tf.square(gradient), 0.001));
    const denominator = tf.add(tf.div(tf.sqrt(v), secondCorrection), 1e-8);
    next[name] = tf.sub(state[name]!, tf.mul(tf.div(m, denominator), rate));
    next[`m.${name}`] = m;
    next[`v.${name}`] = v;
  });
  return { outputs: { loss: value }, state: next };
}

function meanLoss(
  ids: tf.Tensor,
  targets: tf.Tensor,
  base: TensorRecord,
  adapters: TensorRecord,
): tf.Scalar {
  const T = ids.shape[1]!;
  const { width, heads, keyValueHeads, headSize } = qwen;
  let x = tf.reshape(tf.gather(base['embed_tokens.weight']!, ids), [T, width]); // (T, D)
  const [cos, sin] = rotation(T);
  for (let layer = 0; layer < qwen.layers; layer++) {
    const linear = (input: tf.Tensor, name: string) => {
      const low = tf.matMul(input, adapters[`${layer}.${name}.a`]!);
      return tf.add(
        tf.matMul(input, base[`layers.${layer}.${name}.weight`]!, false, true),
        tf.mul(tf.matMul(low, adapters[`${layer}.${name}.b`]!), 2),
      );
    };
    const norm = (name: string) =>
      rmsNorm(x, base[`layers.${layer}.${name}.weight`]! as tf.Tensor1D, 1e-6);
    const h = norm('input_layernorm');
    const perHead = (name: string, count: number) =>
      tf.transpose(
        tf.reshape(linear(h, `self_attn.${name}`), [1, T, count, headSize]),
        [0, 2, 1, 3],
      ); // (1, H, T, D/H)
    const attended = scaledDotProductAttention(
      rotate(perHead('q_proj', heads), cos, sin),
      rotate(perHead('k_proj', keyValueHeads), cos, sin),
      perHead('v_proj', keyValueHeads),
      { causal: true },
    );
    const mixed = tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [T, width]);
    x = tf.add(x, linear(mixed, 'self_attn.o_proj'));
    const g = norm('post_attention_layernorm');
    const activated = swiGlu(linear(g, 'mlp.gate_proj'), linear(g, 'mlp.up_proj'));
    x = tf.add(x, linear(activated, 'mlp.down_proj'));
  }
  const last = rmsNorm(x, base['norm.weight']! as tf.Tensor1D, 1e-6);
  return softmaxCrossEntropy(
    last,
    base['embed_tokens.weight']! as tf.Tensor2D,
    tf.reshape(targets, [T]),
  ) as tf.Scalar;
}

function rotation(T: number): [tf.Tensor, tf.Tensor] {
  const half = qwen.headSize / 2;
  const frequencies = tf.pow(1e6, tf.div(tf.range(0, half), -half));
  const angles = tf.mul(tf.reshape(tf.range(0, T), [T, 1]), frequencies); // (T, D/2)
  return [tf.cos(angles), tf.sin(angles)];
}

function rotate(x: tf.Tensor, cos: tf.Tensor, sin: tf.Tensor): tf.Tensor {
  const [a, b] = tf.split(x, 2, -1) as [tf.Tensor, tf.Tensor];
  return tf.concat(
    [tf.sub(tf.mul(a, cos), tf.mul(b, sin)), tf.add(tf.mul(a, sin), tf.mul(b, cos))],
    -1,
  );
}
