import {
  oneOf,
  onlyKnown,
  optionalList,
  optionalText,
  record,
  reject,
  text,
} from './config-reader.js';
import type {
  InputModel,
  MergeConfig,
  MergeDtype,
  OutputSlice,
  SliceSource,
} from './merge-config.js';
import type { ConditionalSetting, ParameterSettings, SettingValue } from './merge-parameters.js';
import { mergeMethodNames } from './methods/merge-methods.js';

const topFields = [
  'merge_method',
  'base_model',
  'models',
  'slices',
  'parameters',
  'dtype',
  'out_dtype',
  'tokenizer_source',
] as const;

/**
 * Parameters that every method of ours understands; `int8_mask` only saves memory in mergekit and changes no result.
 * `rescaling` (of DARE: `l1-norm` or `density`) and `normalization` (of SLERP: `keep` or `unit`) are our own.
 */
const parameterNames = [
  't',
  'weight',
  'density',
  'normalize',
  'rescale',
  'rescaling',
  'normalization',
  'lambda',
  'int8_mask',
] as const;

/**
 * Validates what a mergekit YAML file says. Everything that is not understood is refused, so that no setting is
 * silently without effect.
 *
 * @param value - the parsed YAML
 * @throws MoeError `MOE_MERGE_CONFIG`
 */
export function parseMergeConfig(value: unknown): MergeConfig {
  const fields = record(value, 'a mapping with merge_method', 'the configuration');
  onlyKnown(fields, topFields, 'the configuration');
  const mergeMethod = oneOf(fields['merge_method'], mergeMethodNames, 'merge_method');
  const baseModel = optionalText(fields['base_model'], 'base_model');
  const models = optionalList(fields['models'], 'models')?.map((each, i) =>
    inputModel(each, `models[${i}]`),
  );
  const slices = optionalList(fields['slices'], 'slices')?.map((each, i) =>
    outputSlice(each, `slices[${i}]`),
  );
  if ((models === undefined) === (slices === undefined))
    reject(
      'exactly one of models and slices',
      models === undefined ? 'none' : 'both',
      'the configuration',
    );
  const config: MergeConfig = {
    mergeMethod,
    baseModel,
    models: models ?? null,
    slices: slices ?? null,
    parameters: settings(fields['parameters'], 'parameters'),
    dtype: dtype(fields['dtype'], 'dtype'),
    outDtype: dtype(fields['out_dtype'], 'out_dtype'),
    tokenizerSource: optionalText(fields['tokenizer_source'], 'tokenizer_source'),
  };
  if (config.tokenizerSource === 'union') {
    reject(
      'tokenizer_source base or a model',
      'union',
      'tokenizer_source; merged vocabularies are not supported, bring the models to one tokenizer first',
    );
  }
  checkInputs(config);
  return config;
}

/** @throws MoeError when the method cannot work with that many models, or without a base */
function checkInputs(config: MergeConfig): void {
  const { mergeMethod, baseModel } = config;
  const groups = config.slices?.map((slice) => ({
    base: slice.baseModel ?? baseModel,
    models: slice.sources.map(({ model }) => model),
  })) ?? [{ base: baseModel, models: (config.models as InputModel[]).map(({ model }) => model) }];
  for (const { base, models } of groups) {
    if (models.length === 0) reject('at least one model', 'none', 'models');
    if (mergeMethod === 'passthrough') {
      if (models.length !== 1) reject('one model a slice for passthrough', models, 'models');
      continue;
    }
    if (mergeMethod === 'linear') continue;
    if (base === null) reject(`a base_model, which ${mergeMethod} needs`, 'none', 'base_model');
    if (mergeMethod === 'slerp') {
      if (!models.includes(base) && models.length < 1) reject('two models', models, 'models');
      if (new Set([base, ...models]).size < 2)
        reject('at least two different models for slerp', models, 'models');
    }
  }
}

function inputModel(value: unknown, where: string): InputModel {
  const fields = record(value, 'a mapping with model', where);
  onlyKnown(fields, ['model', 'parameters'], where);
  return {
    model: text(fields['model'], `${where}.model`),
    parameters: settings(fields['parameters'], `${where}.parameters`),
  };
}

function outputSlice(value: unknown, where: string): OutputSlice {
  const fields = record(value, 'a mapping with sources', where);
  onlyKnown(fields, ['sources', 'base_model', 'parameters'], where);
  const sources = (optionalList(fields['sources'], `${where}.sources`) ?? []).map((each, i) =>
    sliceSource(each, `${where}.sources[${i}]`),
  );
  const lengths = new Set(sources.map(({ layerRange: [from, to] }) => to - from));
  if (lengths.size > 1)
    reject('sources with the same number of layers', [...lengths], `${where}.sources`);
  return {
    sources,
    baseModel: optionalText(fields['base_model'], `${where}.base_model`),
    parameters: settings(fields['parameters'], `${where}.parameters`),
  };
}

function sliceSource(value: unknown, where: string): SliceSource {
  const fields = record(value, 'a mapping with model and layer_range', where);
  onlyKnown(fields, ['model', 'layer_range', 'parameters'], where);
  const range = fields['layer_range'];
  const valid =
    Array.isArray(range) &&
    range.length === 2 &&
    range.every((end) => Number.isInteger(end) && end >= 0) &&
    range[1] > range[0];
  if (!valid) reject('two layer numbers, the second greater', range, `${where}.layer_range`);
  return {
    model: text(fields['model'], `${where}.model`),
    layerRange: range as [number, number],
    parameters: settings(fields['parameters'], `${where}.parameters`),
  };
}

/** Parameters in mergekit's three notations: a value, a list over the layers, a list of `{filter, value}`. */
function settings(value: unknown, where: string): ParameterSettings {
  if (value === undefined || value === null) return {};
  const fields = record(value, 'a mapping of parameters', where);
  onlyKnown(fields, parameterNames, where);
  return Object.fromEntries(
    Object.entries(fields).map(([name, setting]) => [
      name,
      conditions(setting, `${where}.${name}`),
    ]),
  );
}

function conditions(value: unknown, where: string): ConditionalSetting[] {
  const isMapping = (each: unknown) => typeof each === 'object' && each !== null;
  if (Array.isArray(value) && value.some(isMapping)) {
    return value.map((each, i) => condition(each, `${where}[${i}]`));
  }
  if (isMapping(value) && !Array.isArray(value)) return [condition(value, where)];
  return [{ filter: null, value: settingValue(value, where) }];
}

function condition(value: unknown, where: string): ConditionalSetting {
  const fields = record(value, 'a mapping with value and filter', where);
  onlyKnown(fields, ['filter', 'value'], where);
  return {
    filter: optionalText(fields['filter'], `${where}.filter`),
    value: settingValue(fields['value'], `${where}.value`),
  };
}

function settingValue(value: unknown, where: string): SettingValue {
  const scalar = (each: unknown) => ['number', 'boolean', 'string'].includes(typeof each);
  if (scalar(value) || (Array.isArray(value) && value.every(scalar))) return value as SettingValue;
  return reject('a value or a list of values', value, where);
}

function dtype(value: unknown, where: string): MergeDtype | null {
  if (value === undefined || value === null) return null;
  return oneOf(value, ['float32', 'float16', 'bfloat16'] as const, where);
}
