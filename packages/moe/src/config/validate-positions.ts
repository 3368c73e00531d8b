import { reject } from './config-checks.js';
import { requireKinds } from './config-shape.js';
import type { DecoderConfig, RopeScaling } from './decoder-config.js';

/** Checks RoPE scaling and the sliding window. @throws MoeError `MOE_BAD_CONFIG` */
export function validatePositions(config: DecoderConfig): void {
  const { ropeScaling: scaling, ropeTheta, slidingWindow: window, numLayers } = config;
  if (scaling !== undefined) {
    requireKinds('ropeScaling', scaling, { kind: 'text', factor: 'number' });
    if (ropeTheta === null)
      reject('a ropeTheta with ropeScaling', ropeTheta, 'set it, or leave out ropeScaling');
    validateScaling(scaling);
    if (scaling.kind === 'dynamic' && config.headWidth < 4)
      reject('a headWidth of at least 4 with dynamic scaling', config.headWidth, 'widen the heads');
  }
  if (window === undefined) return;
  requireKinds('slidingWindow', window, { size: 'number', layers: 'list' });
  if (!Number.isInteger(window.size) || window.size < 1)
    reject('slidingWindow.size of at least 1', window.size, 'count the own position');
  for (const layer of window.layers)
    if (!Number.isInteger(layer) || layer < 0 || layer >= numLayers)
      reject(`slidingWindow.layers from 0 to ${numLayers - 1}`, layer, 'name layers that exist');
}

function validateScaling(scaling: RopeScaling): void {
  if (!['linear', 'dynamic', 'llama3', 'yarn'].includes(scaling.kind))
    reject('ropeScaling.kind linear, dynamic, llama3 or yarn', scaling.kind, 'choose one');
  for (const [name, value] of Object.entries(scaling))
    if (typeof value === 'number' && !(value > 0 && Number.isFinite(value)))
      reject(`ropeScaling.${name} to be positive`, value, 'take it from the base');
  if (!(scaling.factor >= 1))
    reject('ropeScaling.factor of at least 1', scaling.factor, 'scaling lengthens the context');
}
