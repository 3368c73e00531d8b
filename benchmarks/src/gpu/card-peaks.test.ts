import { expect, test } from 'vitest';
import { cardPeak } from './card-peaks.js';

test('a card is found by the name that nvidia-smi gives it', () => {
  expect(cardPeak('NVIDIA H200')).toMatchObject({ fp32: 67 });
  expect(cardPeak('NVIDIA A100-SXM4-40GB')).toMatchObject({ fp32: 19.5 });
});

test('an unknown card has no peak, and neither has a slower variant of a known one', () => {
  expect(cardPeak('SwiftShader')).toBeUndefined();
  expect(cardPeak('NVIDIA H100 PCIe')).toBeUndefined();
  expect(cardPeak('NVIDIA L40')).toBeUndefined();
});
