import type { DecoderConfig } from './decoder-config.js';
import { reject, requireCounts, requireRate } from './config-checks.js';
import type { PointerConfig, PointerModelConfig } from './pointer-config.js';
import { validateMixture } from './validate-mixture.js';
import { validatePositions } from './validate-positions.js';

/** @throws MoeError `MOE_BAD_CONFIG` */
export function validateDecoder(config: DecoderConfig): void {
  requireCounts('decoder', config, [
    'width',
    'numLayers',
    'numHeads',
    'numKvHeads',
    'headWidth',
    'ffWidth',
  ]);
  if (config.numHeads % config.numKvHeads !== 0)
    reject(
      'numKvHeads to divide numHeads',
      [config.numKvHeads, config.numHeads],
      'change one of them',
    );
  if (!(config.normEpsilon > 0))
    reject('a positive normEpsilon', config.normEpsilon, 'use e.g. 1e-6');
  if (config.ropeTheta !== null && config.headWidth % 2 !== 0)
    reject('an even headWidth with RoPE', config.headWidth, 'use an even width or ropeTheta null');
  validatePositions(config);
}

function validatePointer(config: PointerConfig): void {
  requireCounts('pointer', config, ['vectorWidth', 'numFlags']);
  requireCounts('pointer', config, ['numTypes', 'numRelations', 'vocabularySize'], 2);
  requireCounts('pointer', config, ['startToken'], 0);
  if (config.numRelations > 256)
    reject('at most 256 relations', config.numRelations, 'relation ids are bytes');
  if (config.startToken >= config.vocabularySize)
    reject('startToken below vocabularySize', config.startToken, 'use a keyword id');
}

/** Checks a whole model config. @throws MoeError `MOE_BAD_CONFIG` */
export function validateConfig(config: PointerModelConfig): void {
  validateDecoder(config.decoder);
  validatePointer(config.pointer);
  requireRate('dropout', config.dropout);
  if (config.mixture !== null) validateMixture(config.mixture);
}
