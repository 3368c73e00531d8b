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

describe.skipIf(!report.available)(`device webgpu (${why})`, () => {
  it('trains like the CPU', async () => {
    expect(largestDifference(await trainOn('webgpu'), await trainOn('cpu'))).toBeLessThan(2e-4);
  });

  it('decodes like the CPU', async () => {
    expect(largestDifference(await decodeOn('webgpu'), await decodeOn('cpu'))).toBeLessThan(2e-4);
  });

  it.each([
    ['train step', (layers: number) => trainOn('webgpu', { ...smallDecoder, layers }, 1)],
    ['decode', (layers: number) => decodeOn('webgpu', { ...smallDecoder, layers })],
  ])('leaves no operator of the layers of the %s to the CPU', async (_, run) => {
    const [one, two] = [await run(1), await run(2)];
    expect(one.report.cpuFallbacks).toBeDefined();
    expect(two.report.cpuFallbacks).toEqual(one.report.cpuFallbacks);
    expect(two.report.device.kind).toBe('webgpu');
  });
});
