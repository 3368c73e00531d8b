import { describe, expect, it } from 'vitest';
import { describeDevices, jit, resolveDevice, type DeviceName, type tf } from '../index.js';
import { DEVICE_KINDS } from './device.js';

describe('resolveDevice', () => {
  it('explains an automatic choice by what stood against each device before it', async () => {
    const reports = await describeDevices();
    const device = await resolveDevice('auto');
    expect(device.reason).toMatch(new RegExp(`^auto took ${device.kind}: `));
    const before = reports.slice(
      0,
      reports.findIndex(({ kind }) => kind === device.kind),
    );
    for (const { kind, detail } of before) {
      expect(device.reason).toContain(`not ${kind}, because`);
      expect(device.reason).toContain(detail);
    }
  });

  it('never takes a software adapter by itself', async () => {
    const { kind } = await resolveDevice('auto');
    const report = (await describeDevices()).find((each) => each.kind === kind);
    expect(report).toMatchObject({ available: true, software: false });
  });

  it('gives the device that was asked for, or says why not and what to do', async () => {
    for (const { kind, available, detail, remedy } of await describeDevices()) {
      const found = resolveDevice(kind);
      if (available) expect(await found).toMatchObject({ kind });
      else {
        await expect(found).rejects.toMatchObject({
          code: 'DEVICE_UNAVAILABLE',
          message: `Expected device "${kind}" to be available, got: ${detail}. ${remedy}`,
        });
      }
    }
  });

  it('rejects other names', async () => {
    await expect(resolveDevice('gpu' as DeviceName)).rejects.toMatchObject({
      code: 'DEVICE_UNKNOWN',
      message:
        'Expected a device among auto, cuda, webgpu, cpu, tfjs, got "gpu". Correct the device option.',
    });
  });
});

describe('describeDevices', () => {
  it('lists every device, with a remedy exactly where one is missing', async () => {
    const reports = await describeDevices();
    expect(reports.map(({ kind }) => kind)).toEqual(DEVICE_KINDS);
    for (const { available, remedy } of reports) expect(remedy === undefined).toBe(available);
    expect(reports.find(({ kind }) => kind === 'cpu')?.available).toBe(true);
  });
});

describe('jit', () => {
  const identity = ({ x }: Record<string, tf.Tensor>) => ({ outputs: { y: x as tf.Tensor } });

  it('rejects a device of another name at once', () => {
    expect(() => jit(identity, { device: 'gpu' as DeviceName })).toThrow(
      expect.objectContaining({ code: 'DEVICE_UNKNOWN' }) as Error,
    );
  });
});
