import type { LanguageModelConfig } from '../../text/model/language-model-config.js';
import { parseBaseConfig } from '../base-config.js';
import { corruptBase, unsupported } from '../config-fields.js';
import { llama3Scaling } from './llama3-scaling.js';
import type { GgufMetadata } from './gguf-metadata.js';

/** Architectures of GGUF files that can be read. Mistral's files say "llama". */
export const ggufArchitectures = ['qwen2', 'llama'] as const;

/** One of `ggufArchitectures`. */
export type GgufArchitecture = (typeof ggufArchitectures)[number];

/** Metadata that change what a model computes and that the decoder does not have. */
const refused = [
  'expert_count',
  'attention.sliding_window',
  'attention.scale',
  'attention.max_alibi_bias',
  'attn_logit_softcapping',
  'final_logit_softcapping',
  'logit_scale',
  'residual_scale',
  'embedding_scale',
];

/** The architecture that a file names. @throws MoeError `MOE_BASE_UNSUPPORTED`, `MOE_BASE_CORRUPT` */
export function ggufArchitecture(metadata: GgufMetadata): GgufArchitecture {
  const name = metadata.text('general.architecture');
  if (name === undefined)
    corruptBase(metadata.origin, 'general.architecture in its metadata', 'none');
  const known = ggufArchitectures.find((each) => each === name);
  return (
    known ??
    unsupported(metadata.origin, `an architecture of ${ggufArchitectures.join(', ')}`, name)
  );
}

/** What the tensors of a file say of its config. */
export interface TensorFacts {
  readonly vocabularySize: number;
  readonly tiedEmbeddings: boolean;
  readonly attentionBias: boolean;
  /** `rope_freqs.weight`: what the wavelengths of Llama 3 are multiplied with, or null. */
  readonly ropeFactors: Float32Array | null;
}

/**
 * The config of a base from a GGUF file's metadata, through what a `config.json` would say.
 * @throws MoeError `MOE_BASE_UNSUPPORTED`, `MOE_BASE_CORRUPT`
 */
export function ggufConfig(metadata: GgufMetadata, facts: TensorFacts): LanguageModelConfig {
  const architecture = ggufArchitecture(metadata);
  const { origin } = metadata;
  const number = (key: string): number | undefined => metadata.number(`${architecture}.${key}`);
  for (const key of refused) {
    const value = number(key);
    if (value !== undefined && value !== 0) unsupported(origin, `no ${architecture}.${key}`, value);
  }
  const headWidth = number('attention.key_length');
  const valueWidth = number('attention.value_length');
  if (headWidth !== valueWidth)
    unsupported(origin, 'keys and values of the same width', { headWidth, valueWidth });
  const [width, heads] = [number('embedding_length'), number('attention.head_count')];
  const turned = number('rope.dimension_count');
  const wholeHead = headWidth ?? (width ?? 0) / (heads ?? 1);
  if (turned !== undefined && turned !== wholeHead)
    unsupported(origin, `rotary positions over whole heads of ${wholeHead}`, turned);
  const json = {
    model_type: architecture,
    hidden_size: width,
    num_hidden_layers: number('block_count'),
    num_attention_heads: heads,
    num_key_value_heads: number('attention.head_count_kv') ?? heads,
    head_dim: headWidth,
    intermediate_size: number('feed_forward_length'),
    rms_norm_eps: singlePrecision(number('attention.layer_norm_rms_epsilon')),
    max_position_embeddings: number('context_length'),
    rope_theta: number('rope.freq_base') ?? 10_000,
    rope_scaling: scaling(metadata, architecture, { facts, headWidth: wholeHead }),
    vocab_size: facts.vocabularySize,
    tie_word_embeddings: facts.tiedEmbeddings,
    ...(architecture === 'llama' && facts.attentionBias && { attention_bias: true }),
  };
  return parseBaseConfig(json, origin);
}

/** The decimal number that a float32 stands for: 1e-6 rather than 9.99999997e-7, as `config.json` has it. */
function singlePrecision(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toPrecision(7));
}

function scaling(
  metadata: GgufMetadata,
  architecture: GgufArchitecture,
  { facts, headWidth }: { facts: TensorFacts; headWidth: number },
): object | undefined {
  const { origin } = metadata;
  const kind = metadata.text(`${architecture}.rope.scaling.type`) ?? 'none';
  const factor = metadata.number(`${architecture}.rope.scaling.factor`) ?? 1;
  const original = metadata.number(`${architecture}.rope.scaling.original_context_length`);
  if (facts.ropeFactors !== null) {
    if (kind !== 'none') unsupported(origin, 'rope_freqs.weight or a scaling type', kind);
    const theta = metadata.number(`${architecture}.rope.freq_base`) ?? 10_000;
    return llama3Scaling(facts.ropeFactors, { theta, headWidth, origin });
  }
  if (kind === 'none' || factor === 1) return undefined;
  if (kind === 'linear') return { rope_type: 'linear', factor };
  if (kind === 'yarn')
    return {
      rope_type: 'yarn',
      factor,
      ...(original !== undefined && { original_max_position_embeddings: original }),
    };
  return unsupported(origin, 'rotary scaling none, linear or yarn', kind);
}
