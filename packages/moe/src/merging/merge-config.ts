import type { MergeMethodName } from './methods/merge-methods.js';
import type { ParameterSettings } from './merge-parameters.js';

/** One model of a slice. */
export interface SliceSource {
  /** Folder with safetensors and `config.json`, or a Hugging Face id. */
  readonly model: string;
  /** Layers taken, end excluded. */
  readonly layerRange: readonly [number, number];
  readonly parameters: ParameterSettings;
}

/** Consecutive layers of the result, made from the same number of layers of every source. */
export interface OutputSlice {
  readonly sources: readonly SliceSource[];
  readonly baseModel: string | null;
  readonly parameters: ParameterSettings;
}

/** One whole model of a merge. */
export interface InputModel {
  readonly model: string;
  readonly parameters: ParameterSettings;
}

/** Number formats of weights, as mergekit names them. */
export type MergeDtype = 'float32' | 'float16' | 'bfloat16';

/**
 * A merge, as mergekit's YAML describes it (https://github.com/arcee-ai/mergekit, `MergeConfiguration`), validated.
 * Exactly one of `models` and `slices` is not null.
 */
export interface MergeConfig {
  readonly mergeMethod: MergeMethodName;
  readonly baseModel: string | null;
  readonly models: readonly InputModel[] | null;
  readonly slices: readonly OutputSlice[] | null;
  readonly parameters: ParameterSettings;
  /** Format that inputs are rounded to before they are merged, and of the result. Default: that of the base. */
  readonly dtype: MergeDtype | null;
  /** Format of the result when it differs from `dtype`. */
  readonly outDtype: MergeDtype | null;
  /** Model whose tokenizer is copied; `base` is the base model's, and null the same. */
  readonly tokenizerSource: string | null;
}
