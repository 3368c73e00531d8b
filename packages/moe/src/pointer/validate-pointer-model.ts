import { reject, requireCounts, requireRate } from '../config/config-checks.js';
import { requireKinds } from '../config/config-shape.js';
import { actsAfterPrefix } from '../config/mixture-config.js';
import { validateDecoder } from '../config/validate-decoder.js';
import { validateMixture } from '../config/validate-mixture.js';
import type { PointerConfig, PointerModelConfig } from './pointer-config.js';

function validatePointer(config: PointerConfig): void {
  requireCounts('pointer', config, ['vectorWidth', 'numFlags']);
  requireCounts('pointer', config, ['numTypes', 'numRelations', 'vocabularySize'], 2);
  requireCounts('pointer', config, ['startToken'], 0);
  if (config.numRelations > 256)
    reject('at most 256 relations', config.numRelations, 'relation ids are bytes');
  if (config.startToken >= config.vocabularySize)
    reject('startToken below vocabularySize', config.startToken, 'use a keyword id');
}

/** Checks a pointer model's config, which may come from a file. @throws MoeError `MOE_BAD_CONFIG` */
export function validatePointerModel(config: PointerModelConfig): void {
  requireKinds('config', config, {
    decoder: 'object',
    pointer: 'object',
    mixture: 'object!',
    dropout: 'number',
  });
  validateDecoder(config.decoder);
  validatePointer(config.pointer);
  requireRate('dropout', config.dropout);
  if (config.mixture === null) return;
  validateMixture(config.mixture);
  if (actsAfterPrefix(config.mixture))
    reject("activation 'all'", config.mixture.activation, 'a pointer model reads no text first');
}
