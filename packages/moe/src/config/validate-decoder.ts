import type { DecoderConfig } from './decoder-config.js';
import { reject, requireCounts } from './config-checks.js';
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
