import { describe, expect, it } from 'vitest';
import type { TrainingLogEntry } from './run-options.js';
import { terminalChart } from './terminal-chart.js';
import { trainingDisplay } from './training-display.js';

const entry = (step: number, lmLoss: number): TrainingLogEntry => ({
  ...{ step, minutes: 1, progress: step / 100, learningRate: 1e-3, loss: lmLoss, lmLoss },
  ...{ balanceLoss: 2, dialectLoss: 1, gradientNorm: 1, samplesPerSecond: 8 },
  positionsPerSecond: 100,
});

describe('terminalChart', () => {
  it('draws values in eighths of a row between their bounds', () => {
    const format = (value: number): string => value.toFixed(0);
    expect(terminalChart({ name: 'loss', values: [4, 3, 2, 1, 0], format }, 6, 2)).toEqual([
      '4 ┤█▄     loss 0',
      '0 ┤███▄▁ ',
    ]);
    const many = Array.from({ length: 100 }, (_, i) => i);
    const wide = terminalChart({ name: 'x', values: many, range: [0, 100], format }, 10, 1);
    expect(wide[0]).toMatch(/^100 ┤▁▁▂▃▄▄▅▆▇█ x 99$/);
  });
});

describe('trainingDisplay', () => {
  const evaluations = [{ step: 10, executionAccuracy: { sqlite: 0.5, cypher: 1 } }];

  it('redraws curves in place on a terminal', () => {
    const written: string[] = [];
    const stream = { isTTY: true, columns: 100, write: (text: string) => written.push(text) };
    const display = trainingDisplay(stream);
    display.update([entry(1, 4)], []);
    display.update([entry(1, 4), entry(10, 2)], evaluations);
    display.update([entry(1, 4), entry(10, 2), entry(20, 1)], evaluations);
    display.end();
    expect(written[1]).toContain('loss 2.000');
    expect(written[1]).toContain('EX 75.0%');
    expect(written[1]).toContain('EX at step 10: 75.0% (sqlite 50.0%, cypher 100.0%)');
    const lines = written[1]!.split('\n').length;
    // back to the first of the lines it drew before
    expect(written[2]!.startsWith(`\r\u001b[${lines - 1}A\u001b[J`)).toBe(true);
    expect(written.at(-1)).toBe('\n');
    for (const line of written[2]!.split('\n').slice(1)) expect(line.length).toBeLessThan(100);
  });

  it('writes plain lines elsewhere', () => {
    const written: string[] = [];
    const display = trainingDisplay({ write: (text: string) => written.push(text) });
    display.update([entry(10, 2)], []);
    display.update([entry(10, 2)], evaluations);
    display.update([entry(10, 2), entry(20, 1)], evaluations);
    display.end();
    const text = written.join('');
    expect(text).not.toContain('\u001b');
    expect(text.trimEnd().split('\n')).toHaveLength(3);
    expect(text).toContain('step 20');
  });
});
