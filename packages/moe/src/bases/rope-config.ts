import type { RopeScaling } from '../config/decoder-config.js';
import { ConfigFields, isJsonObject, unsupported } from './config-fields.js';

/** What a `config.json` says of rotary positions. */
export interface RopeConfig {
  readonly theta: number;
  readonly scaling: RopeScaling | null;
}

/** transformers' `RotaryEmbeddingConfigMixin.default_theta`. */
const DEFAULT_THETA = 10_000;

const always = ['type', 'rope_type', 'rope_theta'];
/** Keys of a scaling record by its type; any other key is refused. */
const knownKeys: Readonly<Record<string, readonly string[]>> = {
  default: [],
  linear: ['factor'],
  dynamic: ['factor'],
  llama3: ['factor', 'low_freq_factor', 'high_freq_factor', 'original_max_position_embeddings'],
  yarn: [
    'factor',
    'original_max_position_embeddings',
    'attention_factor',
    'beta_fast',
    'beta_slow',
    'mscale',
    'mscale_all_dim',
    'truncate',
  ],
};

/**
 * Reads `rope_theta` with `rope_scaling`, or `rope_parameters` as transformers 5 writes them; of both, `rope_scaling` counts,
 * as there (`RotaryEmbeddingConfigMixin.convert_rope_params_to_dict`).
 * @param maxPositions `max_position_embeddings`
 * @throws MoeError `MOE_BASE_UNSUPPORTED` on other types and keys, `MOE_BASE_CORRUPT` on values of the wrong kind
 */
export function parseRope(config: ConfigFields, maxPositions: number): RopeConfig {
  const record = config.value('rope_scaling') ?? config.value('rope_parameters') ?? {};
  if (!isJsonObject(record)) unsupported(config.origin, 'a rope record', record);
  const rope = new ConfigFields(record, `${config.origin}, rope scaling`);
  const kind = rope.text('rope_type', rope.text('type', 'default'));
  const known = knownKeys[kind];
  if (known === undefined)
    unsupported(rope.origin, `a type of ${Object.keys(knownKeys).join(', ')}`, kind);
  for (const key of Object.keys(record)) {
    const neutral = key === 'partial_rotary_factor' && record[key] === 1;
    if (!known.includes(key) && !always.includes(key) && !neutral)
      unsupported(rope.origin, `no key but ${known.join(', ')} for type ${kind}`, key);
  }
  if (config.number('partial_rotary_factor', 1) !== 1)
    unsupported(config.origin, 'partial_rotary_factor 1', config.value('partial_rotary_factor'));
  const theta = rope.number('rope_theta', config.number('rope_theta', DEFAULT_THETA));
  if (!(theta > 1)) unsupported(config.origin, 'a rope_theta above 1', theta);
  return { theta, scaling: parseScaling(kind, rope, { config, maxPositions }) };
}

function parseScaling(
  kind: string,
  rope: ConfigFields,
  { config, maxPositions }: { config: ConfigFields; maxPositions: number },
): RopeScaling | null {
  if (kind === 'default') return null;
  const factor = rope.number('factor');
  if (!(factor >= 1)) unsupported(rope.origin, 'a factor of at least 1', factor);
  if (kind === 'linear') return { kind, factor };
  if (kind === 'dynamic') return { kind, factor, maxPositions };
  // a value beside the record counts before one inside, as in transformers
  const originalMaxPositions = config.count(
    'original_max_position_embeddings',
    rope.count('original_max_position_embeddings', maxPositions),
  );
  if (kind === 'llama3') {
    const lowFrequencyFactor = rope.number('low_freq_factor');
    const highFrequencyFactor = rope.number('high_freq_factor');
    if (!(highFrequencyFactor > lowFrequencyFactor))
      unsupported(rope.origin, 'high_freq_factor above low_freq_factor', highFrequencyFactor);
    return { kind, factor, lowFrequencyFactor, highFrequencyFactor, originalMaxPositions };
  }
  return {
    kind: 'yarn',
    factor,
    attentionFactor: yarnAttentionFactor(rope, factor),
    betaFast: rope.number('beta_fast', 32),
    betaSlow: rope.number('beta_slow', 1),
    originalMaxPositions,
    truncate: rope.flag('truncate', true),
  };
}

/** `attention_factor`, or 0.1 ln(factor) + 1 (YaRN, arXiv 2309.00071, eq. 22) with DeepSeek's `mscale` quotient. */
function yarnAttentionFactor(rope: ConfigFields, factor: number): number {
  const given = rope.value('attention_factor');
  if (given !== undefined) return rope.number('attention_factor');
  const scale = (mscale: number): number => (factor <= 1 ? 1 : 0.1 * mscale * Math.log(factor) + 1);
  const [mscale, all] = [rope.number('mscale', 0), rope.number('mscale_all_dim', 0)];
  return mscale !== 0 && all !== 0 ? scale(mscale) / scale(all) : scale(1);
}
