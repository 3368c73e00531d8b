import type { DecoderConfig } from './decoder-config.js';
import { reject, requireAtMost, requireCounts } from './config-checks.js';
import { requireKinds, type ConfigFields } from './config-shape.js';
import { validatePositions } from './validate-positions.js';

/** Layers of the deepest model; weights are listed layer by layer before any is read. */
const MOST_LAYERS = 1024;

const decoderFields: ConfigFields = {
  normEpsilon: 'number',
  attentionBias: 'boolean',
  ropeTheta: 'number!',
  ropeScaling: 'object?',
  slidingWindow: 'object?',
  attentionOutputBias: 'boolean?',
  mlpBias: 'boolean?',
};

/** Checks the stack's config, which may come from a file. @throws MoeError `MOE_BAD_CONFIG` */
export function validateDecoder(config: DecoderConfig): void {
  requireKinds('decoder', config, decoderFields);
  requireCounts('decoder', config, [
    'width',
    'numLayers',
    'numHeads',
    'numKvHeads',
    'headWidth',
    'ffWidth',
  ]);
  requireAtMost('decoder.numLayers', config.numLayers, MOST_LAYERS);
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
