import type { DecoderConfig, SlidingWindow } from '../config/decoder-config.js';
import type { LanguageModelConfig } from '../text/model/language-model-config.js';
import { ConfigFields, isJsonObject, unsupported } from './config-fields.js';
import { parseRope } from './rope-config.js';

/** Architectures a base may have, by `model_type`. */
export type BaseArchitecture = 'qwen2' | 'llama' | 'mistral';

interface Family {
  readonly className: string;
  /** What transformers 5.23 assumes when `config.json` does not say. */
  readonly maxPositions: number;
  readonly kvHeads: number | 'as heads';
}

const families: Readonly<Record<BaseArchitecture, Family>> = {
  qwen2: { className: 'Qwen2ForCausalLM', maxPositions: 32_768, kvHeads: 32 },
  llama: { className: 'LlamaForCausalLM', maxPositions: 2048, kvHeads: 'as heads' },
  mistral: { className: 'MistralForCausalLM', maxPositions: 131_072, kvHeads: 8 },
};

/** Options that change what a model computes and that the decoder does not have, with the value that leaves it as it is. */
const neutralValues: Readonly<Record<string, unknown>> = {
  quantization_config: undefined,
  auto_map: undefined,
  attn_logit_softcapping: undefined,
  final_logit_softcapping: undefined,
  attention_multiplier: undefined,
  query_pre_attn_scalar: undefined,
  num_experts: undefined,
  num_local_experts: undefined,
  embedding_multiplier: 1,
  residual_multiplier: 1,
  logits_scaling: 1,
  logit_scale: 1,
  attention_dropout: 0,
  hidden_dropout: 0,
  resid_pdrop: 0,
  embd_pdrop: 0,
  use_qk_norm: false,
  qk_layernorm: false,
  is_encoder_decoder: false,
  add_cross_attention: false,
  is_causal: true,
};

/**
 * Reads a Hugging Face `config.json`, with the defaults of transformers 5.23 for what it leaves out.
 * @param json the parsed file
 * @param origin file name for messages
 * @throws MoeError `MOE_BASE_UNSUPPORTED` for another architecture or an option that the decoder does not compute, `MOE_BASE_CORRUPT` for missing or contradicting sizes
 */
export function parseBaseConfig(json: unknown, origin: string): LanguageModelConfig {
  if (!isJsonObject(json)) unsupported(origin, 'a JSON object', json);
  const config = new ConfigFields(json, origin);
  const architecture = parseArchitecture(config);
  for (const [name, neutral] of Object.entries(neutralValues)) {
    const value = config.value(name) ?? neutral;
    if (value !== neutral) unsupported(origin, `no ${name}, or ${JSON.stringify(neutral)}`, value);
  }
  const activation = config.text('hidden_act', 'silu');
  if (activation !== 'silu' && activation !== 'swish')
    unsupported(origin, 'hidden_act silu', activation);

  const maxPositions = config.count('max_position_embeddings', families[architecture].maxPositions);
  return {
    decoder: parseDecoder(config, architecture, maxPositions),
    vocabularySize: config.count('vocab_size'),
    tiedEmbeddings: config.flag('tie_word_embeddings', false),
    maxPositions,
    mixture: null,
  };
}

function parseArchitecture(config: ConfigFields): BaseArchitecture {
  const modelType = config.value('model_type');
  const known = Object.keys(families) as BaseArchitecture[];
  const architecture = known.find((name) => name === modelType);
  if (architecture === undefined)
    unsupported(config.origin, `a model_type of ${known.join(', ')}`, modelType);
  const { className } = families[architecture];
  const classes = config.value('architectures');
  if (classes !== undefined && !(Array.isArray(classes) && classes.includes(className)))
    unsupported(config.origin, `the architecture ${className}`, classes);
  return architecture;
}

function parseDecoder(
  config: ConfigFields,
  architecture: BaseArchitecture,
  maxPositions: number,
): DecoderConfig {
  const { origin } = config;
  const width = config.count('hidden_size');
  const numLayers = config.count('num_hidden_layers');
  const numHeads = config.count('num_attention_heads');
  const { kvHeads } = families[architecture];
  // null means as many as heads in every family, an absent key what the family's class assumes
  const assumed = kvHeads === 'as heads' || config.has('num_key_value_heads') ? numHeads : kvHeads;
  const numKvHeads = config.count('num_key_value_heads', assumed);
  if (numHeads % numKvHeads !== 0)
    unsupported(origin, `key/value heads that divide the ${numHeads} heads`, numKvHeads);
  if (config.value('head_dim') === undefined && width % numHeads !== 0)
    unsupported(origin, `a hidden_size that the ${numHeads} heads divide, or head_dim`, width);
  const headWidth = config.count('head_dim', width / numHeads);
  if (headWidth % 2 !== 0) unsupported(origin, 'an even head_dim', headWidth);
  const rope = parseRope(config, maxPositions);
  const window = parseWindow(config, architecture, numLayers);
  const llamaBias = architecture === 'llama' && config.flag('attention_bias', false);
  if (architecture === 'qwen2' && !config.flag('attention_bias', true))
    unsupported(origin, 'attention_bias true (Qwen2 always has it)', false);
  if (architecture === 'mistral' && config.flag('attention_bias', false))
    unsupported(origin, 'attention_bias false (Mistral never has it)', true);
  if (architecture !== 'llama' && config.flag('mlp_bias', false))
    unsupported(origin, `mlp_bias false for ${architecture}`, true);
  return {
    width,
    numLayers,
    numHeads,
    numKvHeads,
    headWidth,
    ffWidth: config.count('intermediate_size'),
    normEpsilon: config.number('rms_norm_eps', 1e-6),
    attentionBias: architecture === 'qwen2' || llamaBias,
    ropeTheta: rope.theta,
    ...(rope.scaling === null ? {} : { ropeScaling: rope.scaling }),
    ...(window === null ? {} : { slidingWindow: window }),
    ...(llamaBias ? { attentionOutputBias: true } : {}),
    ...(architecture === 'llama' && config.flag('mlp_bias', false) ? { mlpBias: true } : {}),
  };
}

/** Mistral: every layer, 4096 unless null. Qwen2: with `use_sliding_window`, the layers of `layer_types` or those from `max_window_layers` on. */
function parseWindow(
  config: ConfigFields,
  architecture: BaseArchitecture,
  numLayers: number,
): SlidingWindow | null {
  const layers = [...Array(numLayers).keys()];
  const types = config.value('layer_types');
  if (types !== undefined) checkLayerTypes(config.origin, types, numLayers);
  if (architecture === 'llama') {
    if (Array.isArray(types) && types.includes('sliding_attention'))
      unsupported(config.origin, 'no sliding layers (Llama has none)', types);
    return null;
  }
  if (config.has('sliding_window') && config.value('sliding_window') === undefined) return null;
  if (architecture === 'mistral') {
    if (Array.isArray(types) && types.some((type) => type !== 'sliding_attention'))
      unsupported(config.origin, 'the same attention in all layers (Mistral)', types);
    return { size: config.count('sliding_window', 4096), layers };
  }
  if (!config.flag('use_sliding_window', false)) {
    if (Array.isArray(types) && types.includes('sliding_attention'))
      unsupported(config.origin, 'use_sliding_window true with sliding layers', types);
    return null;
  }
  const from = config.number('max_window_layers', 28);
  const sliding = Array.isArray(types)
    ? layers.filter((layer) => types[layer] === 'sliding_attention')
    : layers.filter((layer) => layer >= from);
  if (sliding.length === 0) return null;
  return { size: config.count('sliding_window', 4096), layers: sliding };
}

function checkLayerTypes(origin: string, types: unknown, numLayers: number): void {
  const known = ['full_attention', 'sliding_attention'];
  if (
    !Array.isArray(types) ||
    types.length !== numLayers ||
    !types.every((type) => known.includes(type as string))
  )
    unsupported(origin, `layer_types: ${numLayers} of ${known.join(', ')}`, types);
}
