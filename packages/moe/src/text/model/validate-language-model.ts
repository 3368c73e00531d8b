import { reject, requireCounts } from '../../config/config-checks.js';
import { validateDecoder } from '../../config/validate-decoder.js';
import { validateMixture } from '../../config/validate-mixture.js';
import type { LanguageModelConfig } from './language-model-config.js';

/** Checks a language model's config. @throws MoeError `MOE_BAD_CONFIG` */
export function validateLanguageModel(config: LanguageModelConfig): void {
  validateDecoder(config.decoder);
  requireCounts('language model', config, ['vocabularySize', 'maxPositions']);
  if (typeof config.tiedEmbeddings !== 'boolean')
    reject('tiedEmbeddings true or false', config.tiedEmbeddings, 'take it from the base');
  if (config.mixture !== null) validateMixture(config.mixture);
}
