import { describe, expect, it } from 'vitest';
import {
  decodeOn,
  largestDifference,
  smallDecoder,
  trainOn,
} from './device-parity.test-support.js';
import { describeWebGpu } from './webgpu-device.js';

const report = await describeWebGpu();
const why = report.available
  ? report.detail
  : `skipped: ${report.detail}; reference/swiftshader/fetch.sh fetches a driver without a graphics card`;

/** Compiling for a software driver takes long: both tests of a function look at the same runs. */
function once<T>(run: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= run());
}

const LAYERS = smallDecoder.layers;
const trained = once(() => trainOn('webgpu'));
const decoded = once(() => decodeOn('webgpu'));

describe.skipIf(!report.available)(`device webgpu (${why})`, () => {
  it('trains like the CPU', async () => {
    expect(largestDifference(await trained(), await trainOn('cpu'))).toBeLessThan(2e-4);
  });

  it('decodes like the CPU', async () => {
    expect(largestDifference(await decoded(), await decodeOn('cpu'))).toBeLessThan(2e-4);
  });

  it.each([
    ['train step', trained],
    ['decode', decoded],
  ])('leaves no operator of the layers of the %s to the CPU', async (_, run) => {
    const { cpuFallbacks, device } = (await run()).report;
    expect(device.kind).toBe('webgpu');
    expect(LAYERS).toBeGreaterThan(1);
    // the layers are alike, so what one of them left to the CPU would be there once for each
    const inLayers = cpuFallbacks?.filter(({ nodeCount }) => nodeCount >= LAYERS);
    expect(inLayers).toEqual([]);
  });
});
