import type { ExternalConstant } from '@momq/engine/safetensors';
import type { HostParameters } from '../numerics/host-tensor.js';
import type { LanguageModelConfig } from '../text/model/language-model-config.js';

/** The weights of a base in their files, checked against its config. Members are those of `Base`. */
export interface BaseWeights {
  /** The config, with untied embeddings where the files hold a head of their own. */
  readonly config: LanguageModelConfig;
  /** Absolute paths of the weight files. */
  readonly files: readonly string[];
  names(): string[];
  shapeOf(name: string): readonly number[];
  read(names?: readonly string[]): Promise<HostParameters>;
  constants(names?: readonly string[]): Promise<Record<string, ExternalConstant>>;
  fingerprint(): Promise<string>;
}
