import {
  oneOf,
  onlyKnown,
  optionalList,
  record,
  reject,
  text,
  type Fields,
} from '../config-reader.js';
import { gateModes, type MixtureExpert, type MixtureMergeConfig } from './mixture-merge-config.js';

const topFields = [
  'base_model',
  'experts',
  'gate_mode',
  'experts_per_token',
  'dtype',
  'architecture',
  'attention',
  'attention_t',
  'gate_source',
] as const;

const expertFields = [
  'source_model',
  'positive_prompts',
  'negative_prompts',
  'noise_scale',
  'residual_scale',
] as const;

/**
 * Validates what a `mergekit-moe` YAML file says, with the fields `attention`, `attention_t`, `gate_source` and the
 * gate mode `keywords` of our own.
 *
 * @param value - the parsed YAML
 * @throws MoeError `MOE_MERGE_CONFIG`
 */
export function parseMixtureMergeConfig(value: unknown): MixtureMergeConfig {
  const fields = record(value, 'a mapping with base_model and experts', 'the configuration');
  onlyKnown(fields, topFields, 'the configuration');
  const architecture = fields['architecture'];
  if (architecture !== undefined && architecture !== null) {
    const name = text(architecture, 'architecture');
    if (!'mixtral'.startsWith(name.toLowerCase()))
      reject('mixtral, the one architecture written here', name, 'architecture');
  }
  const gateMode = oneOf(fields['gate_mode'] ?? 'hidden', gateModes, 'gate_mode');
  const experts = (optionalList(fields['experts'], 'experts') ?? []).map((each, i) =>
    expert(each, `experts[${i}]`),
  );
  const expertsPerToken = number(fields, 'experts_per_token', 2, 'the configuration');
  if (experts.length === 0) reject('at least one expert', 'none', 'experts');
  if (!Number.isInteger(expertsPerToken) || expertsPerToken < 1 || expertsPerToken > experts.length)
    reject(`1 to ${experts.length}, the number of experts`, expertsPerToken, 'experts_per_token');
  const config: MixtureMergeConfig = {
    baseModel: text(fields['base_model'], 'base_model'),
    experts,
    gateMode,
    expertsPerToken,
    dtype: oneOf(fields['dtype'] ?? null, [null, 'float32', 'float16', 'bfloat16'], 'dtype'),
    attention: oneOf(fields['attention'] ?? 'base', ['base', 'slerp'], 'attention'),
    attentionT: number(fields, 'attention_t', 0.5, 'the configuration'),
    gateSource: oneOf(fields['gate_source'] ?? 'expert', ['base', 'expert'], 'gate_source'),
  };
  checkPrompts(config);
  return config;
}

/** @throws MoeError when gates cannot tell the experts apart */
function checkPrompts({ experts, gateMode }: MixtureMergeConfig): void {
  if (gateMode === 'random' || gateMode === 'uniform_random') return;
  experts.forEach(({ positivePrompts, negativePrompts }, i) => {
    if (positivePrompts.length === 0)
      reject(
        `positive_prompts, which gate_mode ${gateMode} needs`,
        'none',
        `experts[${i}].positive_prompts`,
      );
    if (gateMode === 'keywords' && negativePrompts.length > 0)
      reject('no negative_prompts with gate_mode keywords', negativePrompts, `experts[${i}]`);
  });
  const all = experts.map((each) => JSON.stringify([each.positivePrompts, each.negativePrompts]));
  if (experts.length > 1 && new Set(all).size === 1)
    reject('prompts that differ between experts', 'the same for all', 'experts');
}

function expert(value: unknown, where: string): MixtureExpert {
  const fields = record(value, 'a mapping with source_model', where);
  onlyKnown(fields, expertFields, where);
  const prompts = (name: string): string[] =>
    (optionalList(fields[name], `${where}.${name}`) ?? []).map((each, i) =>
      text(each, `${where}.${name}[${i}]`),
    );
  return {
    sourceModel: text(fields['source_model'], `${where}.source_model`),
    positivePrompts: prompts('positive_prompts'),
    negativePrompts: prompts('negative_prompts'),
    noiseScale: number(fields, 'noise_scale', 0, where),
    residualScale: number(fields, 'residual_scale', 1, where),
  };
}

function number(fields: Fields, name: string, fallback: number, where: string): number {
  const value = fields[name] ?? fallback;
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : reject('a finite number', value, `${where}.${name}`);
}
