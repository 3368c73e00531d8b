import type {
  OnnxAttribute,
  OnnxGraph,
  OnnxInitializer,
  OnnxNode,
  OnnxValueInfo,
} from '@momq/engine/onnx';
import type { DecoderConfig } from '../config/decoder-config.js';
import { MoeError } from '../errors.js';
import { ropeFrequencies } from '../decoder/rope-frequencies.js';
import type { LanguageModelConfig } from '../text/model/language-model-config.js';

/**
 * A dense language model as an ONNX graph with named axes, in the form that Hugging Face's Optimum gives decoders and
 * transformers.js runs: `input_ids`, `attention_mask`, `past_key_values.N.{key,value}` in; `logits`,
 * `present.N.{key,value}` out. Padding of a batch comes after the tokens.
 *
 * Operators are ONNX's and ONNX Runtime's `GroupQueryAttention`, `RotaryEmbedding`, `SimplifiedLayerNormalization` and
 * `FusedMatMul`, which takes weights as (out, in), so that none is stored twice.
 *
 * @param weights - initializers by their names in the base's files (`model.layers.0…`)
 * @throws MoeError `MOE_BAD_CONFIG` for rotary scaling that depends on the length, which a graph's tables cannot hold, and
 *   for heads whose width is no multiple of 8
 */
export function onnxDecoder(
  config: LanguageModelConfig,
  weights: ReadonlyMap<string, OnnxInitializer>,
): OnnxGraph {
  const { decoder, vocabularySize, tiedEmbeddings } = config;
  if (decoder.headWidth % HEAD_MULTIPLE !== 0)
    throw new MoeError(
      'MOE_BAD_CONFIG',
      `expected heads whose width is a multiple of ${HEAD_MULTIPLE}, which ONNX Runtime's GroupQueryAttention takes, got ${decoder.headWidth}; export a dense model, or run this one with this package`,
    );
  const graph = new DecoderGraph(decoder, weights);
  const lengths = graph.sequenceLengths();
  const tables = graph.rotaryTables(config.maxPositions);
  let hidden = graph.node('Gather', ['model.embed_tokens.weight', 'input_ids']);
  const presents: OnnxValueInfo[] = [];
  for (let layer = 0; layer < decoder.numLayers; layer += 1) {
    const block = `model.layers.${layer}`;
    const normed = graph.norm(hidden, `${block}.input_layernorm.weight`);
    const attended = graph.attention(layer, normed, [...lengths, ...tables]);
    hidden = graph.node('Add', [hidden, attended]);
    const gated = graph.feedForward(
      `${block}.mlp`,
      graph.norm(hidden, `${block}.post_attention_layernorm.weight`),
    );
    hidden = graph.node('Add', [hidden, gated]);
    presents.push(...cache(decoder, `present.${layer}`, 'total_sequence_length'));
  }
  const head = tiedEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight';
  const normed = graph.norm(hidden, 'model.norm.weight');
  graph.node('FusedMatMul', [normed, head], { transB: 1 }, ['logits']);
  const tokens = (name: string, length: string): OnnxValueInfo => ({
    name,
    dtype: 'int64',
    shape: [],
    dims: ['batch_size', length],
  });
  const pasts = Array.from({ length: decoder.numLayers }, (_, layer) =>
    cache(decoder, `past_key_values.${layer}`, 'past_sequence_length'),
  ).flat();
  const logits: OnnxValueInfo = {
    name: 'logits',
    dtype: 'float32',
    shape: [],
    dims: ['batch_size', 'sequence_length', vocabularySize],
  };
  return {
    name: 'decoder',
    nodes: graph.nodes,
    initializers: [...weights.values(), ...graph.constants],
    inputs: [
      tokens('input_ids', 'sequence_length'),
      tokens('attention_mask', 'total_sequence_length'),
      ...pasts,
    ],
    outputs: [logits, ...presents],
    values: new Map(),
  };
}

/** Keys and values of one layer, (batch, heads, positions, width of a head). */
function cache(
  { numKvHeads, headWidth }: DecoderConfig,
  name: string,
  length: string,
): OnnxValueInfo[] {
  return ['key', 'value'].map((part) => ({
    name: `${name}.${part}`,
    dtype: 'float32',
    shape: [],
    dims: ['batch_size', numKvHeads, length, headWidth],
  }));
}

/** Operators that are ONNX Runtime's own. */
const contributed = new Set(['FusedMatMul', 'GroupQueryAttention', 'RotaryEmbedding']);

/** GroupQueryAttention runs only heads whose width is a multiple of this. */
const HEAD_MULTIPLE = 8;

/** GroupQueryAttention rotates heads by itself only when their width is a multiple of this. */
const FUSED_ROTARY_MULTIPLE = 16;

/** Appends the nodes of a decoder. */
class DecoderGraph {
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxInitializer[] = [];
  readonly #config: DecoderConfig;
  readonly #weights: ReadonlyMap<string, OnnxInitializer>;
  #positionsName: string | null = null;

  constructor(config: DecoderConfig, weights: ReadonlyMap<string, OnnxInitializer>) {
    this.#config = config;
    this.#weights = weights;
  }

  node(
    opType: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
    outputs: readonly string[] = [`v${this.nodes.length}`],
  ): string {
    const domain = contributed.has(opType) ? 'com.microsoft' : '';
    this.nodes.push({ opType, domain, inputs, outputs, attributes });
    return outputs[0] as string;
  }

  norm(x: string, weight: string): string {
    const epsilon = { float: this.#config.normEpsilon };
    return this.node('SimplifiedLayerNormalization', [x, weight], { axis: -1, epsilon });
  }

  /** W x, and the bias where the base has one. */
  linear(x: string, name: string): string {
    const product = this.node('FusedMatMul', [x, `${name}.weight`], { transB: 1 });
    return this.#weights.has(`${name}.bias`)
      ? this.node('Add', [product, `${name}.bias`])
      : product;
  }

  feedForward(name: string, x: string): string {
    const gate = this.linear(x, `${name}.gate_proj`);
    const up = this.linear(x, `${name}.up_proj`);
    const swish = this.node('Mul', [gate, this.node('Sigmoid', [gate])]);
    return this.linear(this.node('Mul', [swish, up]), `${name}.down_proj`);
  }

  attention(layer: number, x: string, lengthsAndTables: readonly string[]): string {
    const { numHeads, numKvHeads, slidingWindow } = this.#config;
    const name = `model.layers.${layer}.self_attn`;
    const project = (part: string): string => this.linear(x, `${name}.${part}_proj`);
    const [lengths, tables] = [lengthsAndTables.slice(0, 2), lengthsAndTables.slice(2)];
    const inside = tables.length > 0 && this.#config.headWidth % FUSED_ROTARY_MULTIPLE === 0;
    const turned = (vectors: string, heads: number): string =>
      inside || tables.length === 0 ? vectors : this.#rotate(vectors, tables, heads);
    const windowed = slidingWindow?.layers.includes(layer) === true;
    const attended = this.node(
      'GroupQueryAttention',
      [
        turned(project('q'), numHeads),
        turned(project('k'), numKvHeads),
        project('v'),
        `past_key_values.${layer}.key`,
        `past_key_values.${layer}.value`,
        ...lengths,
        ...(inside ? tables : []),
      ],
      {
        num_heads: numHeads,
        kv_num_heads: numKvHeads,
        do_rotary: Number(inside),
        ...(windowed ? { local_window_size: slidingWindow.size } : {}),
      },
      [`attention.${layer}`, `present.${layer}.key`, `present.${layer}.value`],
    );
    return this.linear(attended, `${name}.o_proj`);
  }

  /** Rotates the heads of queries or keys. */
  #rotate(vectors: string, tables: readonly string[], heads: number): string {
    const inputs = [vectors, this.#positions(), ...tables];
    return this.node('RotaryEmbedding', inputs, { num_heads: heads });
  }

  /** Positions of the tokens of this run: the last columns of the mask's running sum, less one. */
  #positions(): string {
    if (this.#positionsName !== null) return this.#positionsName;
    const axis = this.#constant('axis_of_positions', BigInt64Array.of(1n), [], 'int64');
    const zero = this.#constant('zero', BigInt64Array.of(0n), [], 'int64');
    const counted = this.node('CumSum', ['attention_mask', axis]);
    const positions = this.node('Max', [this.node('Sub', [counted, 'one']), zero]);
    const shape = this.node('Shape', ['input_ids']);
    const length = this.node('Gather', [shape, 'axis'], { axis: 0 });
    const end = this.#constant('end', BigInt64Array.of(2n ** 62n), [1], 'int64');
    const last = [positions, this.node('Neg', [length]), end, 'axis'];
    this.#positionsName = this.node('Slice', last);
    return this.#positionsName;
  }

  /** What GroupQueryAttention wants to know of the lengths: of each row less one, and of the longest. */
  sequenceLengths(): [string, string] {
    const axis = this.#constant('axis', BigInt64Array.of(1n), [1], 'int64');
    const one = this.#constant('one', BigInt64Array.of(1n), [], 'int64');
    const sum = this.node('ReduceSum', ['attention_mask', axis], { keepdims: 0 });
    const last = this.node('Cast', [this.node('Sub', [sum, one])], { to: 6 });
    const shape = this.node('Shape', ['attention_mask']);
    const total = this.node('Gather', [shape, one], { axis: 0 });
    return [last, this.node('Cast', [total], { to: 6 })];
  }

  /** Cosines and sines of all positions, (positions, half a head); none without rotary positions. */
  rotaryTables(maxPositions: number): string[] {
    const { headWidth, ropeTheta, ropeScaling } = this.#config;
    if (ropeTheta === null) return [];
    if (ropeScaling?.kind === 'dynamic') {
      throw new MoeError(
        'MOE_BAD_CONFIG',
        'expected rotary frequencies that are the same for every length, got dynamic scaling; export with linear, llama3 or yarn scaling, or run the model with this package',
      );
    }
    const half = headWidth / 2;
    const config = { ...this.#config, ropeTheta };
    const { inverse, attentionFactor } = ropeFrequencies(config, maxPositions);
    const table = (name: string, fn: (angle: number) => number) => {
      const data = new Float32Array(maxPositions * half);
      for (let i = 0; i < data.length; i += 1) {
        const angle = Math.fround(Math.floor(i / half) * (inverse[i % half] as number));
        data[i] = attentionFactor * fn(angle);
      }
      return this.#constant(name, data, [maxPositions, half], 'float32');
    };
    return [table('cosines', Math.cos), table('sines', Math.sin)];
  }

  #constant(
    name: string,
    data: Float32Array | BigInt64Array,
    shape: readonly number[],
    dtype: 'float32' | 'int64',
  ): string {
    this.constants.push({ name, data, shape, dtype });
    return name;
  }
}
