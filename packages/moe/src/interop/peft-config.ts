import { MoeError } from '../errors.js';
import { adaptedLinears, type AdaptedLinear } from '../config/mixture-config.js';

/** The fields of PEFT's `adapter_config.json` that decide what an adapter computes. https://huggingface.co/docs/peft */
export interface PeftConfig {
  readonly peft_type: 'LORA';
  readonly task_type: 'CAUSAL_LM';
  readonly base_model_name_or_path: string | null;
  readonly r: number;
  readonly lora_alpha: number;
  readonly lora_dropout: number;
  readonly target_modules: readonly AdaptedLinear[];
  readonly rank_pattern: Readonly<Record<string, number>>;
  readonly alpha_pattern: Readonly<Record<string, number>>;
  /** Scale is alpha / √r instead of alpha / r. */
  readonly use_rslora: boolean;
  readonly bias: 'none';
  readonly inference_mode: boolean;
}

/** Settings that change the result and that this reader does not know; each with the value that leaves it off. */
const unsupported: Readonly<Record<string, readonly unknown[]>> = {
  use_dora: [false],
  fan_in_fan_out: [false],
  modules_to_save: [null],
  trainable_token_indices: [null],
  layers_to_transform: [null],
  target_parameters: [null],
  exclude_modules: [null],
  lora_bias: [false],
  megatron_config: [null],
  layer_replication: [null],
  alora_invocation_tokens: [null],
  use_qalora: [false],
  use_bdlora: [null],
  arrow_config: [null],
  // other starts change the base's weights too
  init_lora_weights: [true, false, 'gaussian', 'orthogonal', 'eva'],
};

/**
 * Validates a parsed `adapter_config.json`.
 * @param origin - file name for messages
 * @throws MoeError `MOE_PEFT_UNSUPPORTED` for another kind of adapter, and for settings that would change what it computes
 */
export function parsePeftConfig(value: unknown, origin: string): PeftConfig {
  if (typeof value !== 'object' || value === null) refuse(origin, 'an object', value);
  const fields = value as Record<string, unknown>;
  if (fields['peft_type'] !== 'LORA') refuse(origin, 'peft_type LORA', fields['peft_type']);
  for (const [name, allowed] of Object.entries(unsupported)) {
    const setting = fields[name] ?? allowed[0];
    if (!allowed.includes(setting)) refuse(origin, `${name} ${String(allowed[0])}`, setting);
  }
  const bias = fields['bias'] ?? 'none';
  if (bias !== 'none') refuse(origin, 'bias none', bias);
  const targets = fields['target_modules'];
  const list = Array.isArray(targets) ? (targets as unknown[]) : [];
  const stray = list.find((each) => !(adaptedLinears as readonly unknown[]).includes(each));
  if (list.length === 0 || stray !== undefined)
    refuse(origin, `target_modules from ${adaptedLinears.join(', ')}`, stray ?? targets);
  const rank = fields['r'];
  if (typeof rank !== 'number' || !Number.isInteger(rank) || rank < 1)
    refuse(origin, 'a rank r of at least 1', rank);
  return {
    peft_type: 'LORA',
    task_type: 'CAUSAL_LM',
    base_model_name_or_path:
      typeof fields['base_model_name_or_path'] === 'string'
        ? fields['base_model_name_or_path']
        : null,
    r: rank,
    lora_alpha: positive(fields['lora_alpha'] ?? 8, 'lora_alpha', origin),
    lora_dropout: Number(fields['lora_dropout'] ?? 0),
    target_modules: list as AdaptedLinear[],
    rank_pattern: pattern(fields['rank_pattern'], 'rank_pattern', origin),
    alpha_pattern: pattern(fields['alpha_pattern'], 'alpha_pattern', origin),
    use_rslora: fields['use_rslora'] === true,
    bias: 'none',
    inference_mode: true,
  };
}

function pattern(value: unknown, name: string, origin: string): Record<string, number> {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([key, each]) => [key, positive(each, `${name}.${key}`, origin)]),
  );
}

function positive(value: unknown, name: string, origin: string): number {
  return typeof value === 'number' && value > 0
    ? value
    : refuse(origin, `${name} as a positive number`, value);
}

/** The value that a pattern of module names gives a module, as PEFT matches it: the module's name ends with the key. */
export function patternValue(
  values: Readonly<Record<string, number>>,
  module: string,
  fallback: number,
): number {
  const key = Object.keys(values).find((each) => new RegExp(`(^|.*\\.)(${each})$`).test(module));
  return key === undefined ? fallback : (values[key] as number);
}

function refuse(origin: string, expected: string, got: unknown): never {
  throw new MoeError(
    'MOE_PEFT_UNSUPPORTED',
    `${origin}: expected ${expected}, got ${JSON.stringify(got) ?? 'nothing'}; merge such an adapter into its base with PEFT and use the merged model`,
  );
}
