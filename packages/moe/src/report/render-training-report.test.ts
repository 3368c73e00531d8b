import { describe, expect, test } from 'vitest';
import { heatMap } from './heat-map.js';
import { lineChart } from './line-chart.js';
import { renderTrainingReport } from './render-training-report.js';
import type { TrainingReport } from './training-report.js';

const entry = (step: number, lmLoss: number) => ({
  step,
  minutes: step / 10,
  progress: step / 100,
  learningRate: 1e-3,
  loss: lmLoss,
  lmLoss,
  balanceLoss: 2,
  dialectLoss: 0.4,
  accuracy: 0.5,
  gradientNorm: 1,
  samplesPerSecond: 10,
  positionsPerSecond: 1000,
});

const report: TrainingReport = {
  title: 'A <run> & its "numbers"',
  facts: { command: 'momq train --data <folder>' },
  entries: [entry(0, 4), entry(50, 2), entry(100, 1)],
  evaluations: [
    { step: 50, executionAccuracy: { sqlite: 0.25, cypher: 0 } },
    { step: 100, executionAccuracy: { sqlite: 0.5, cypher: 0.75 } },
  ],
  expertLoads: [{ layer: 0, group: 'sqlite', shares: [0.75, 0.125] }],
  confusion: {
    dialects: ['sqlite', 'cypher'],
    counts: [
      [9, 1],
      [0, 0],
    ],
  },
  routings: [
    { dialect: 'cypher', tokens: ['MATCH', '(n)'], experts: ['cypher 1'], weights: [[0.5, 0.25]] },
  ],
};

describe('a training report', () => {
  const html = renderTrainingReport(report);

  test('is one page that loads nothing and runs nothing', () => {
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<script|<link|<img|https?:|url\(|@import/);
  });

  test('escapes what it is given', () => {
    expect(html).toContain('A &lt;run&gt; &amp; its &quot;numbers&quot;');
    expect(html).toContain('momq train --data &lt;folder&gt;');
    expect(html).not.toContain('<run>');
  });

  test('draws each loss, the accuracy of each dialect, loads, confusion and routing', () => {
    for (const text of [
      'Language model loss',
      'Dialect router loss',
      'Balance loss',
      'Held-out questions',
      'sqlite: share of tokens',
      'Chosen dialect',
      'cypher: weights of the experts',
    ])
      expect(html).toContain(text);
    expect(html).toContain('75.0 %'); // the first expert's load
    expect(html).toContain('90.0 %'); // of sqlite samples go to sqlite
    expect(html).toContain('title="(n): 0.25"');
  });

  test('leaves out what was not measured', () => {
    const bare = renderTrainingReport({
      ...report,
      evaluations: [],
      expertLoads: [],
      confusion: null,
      routings: [],
    });
    for (const heading of [
      'Execution accuracy',
      'Expert load',
      'Dialect router',
      'Routing by token',
    ])
      expect(bare).not.toContain(`<h2>${heading}`);
  });
});

test('a line runs from the lower left to the upper right when the numbers grow', () => {
  const svg = lineChart({
    title: 't',
    xLabel: 'x',
    series: [
      {
        name: 's',
        points: [
          [0, 0],
          [1, NaN],
          [2, 10],
        ],
      },
    ],
  });
  const points = /points="([^"]*)"/
    .exec(svg)?.[1]
    ?.split(' ')
    .map((point) => point.split(',').map(Number));
  expect(points).toHaveLength(2);
  const [[x0, y0], [x1, y1]] = points as [[number, number], [number, number]];
  expect(x1).toBeGreaterThan(x0);
  expect(y1).toBeLessThan(y0);
  expect(lineChart({ title: 't', xLabel: 'x', series: [{ name: 's', points: [[0, NaN]] }] })).toBe(
    '',
  );
});

test('the darkest cell is the greatest value', () => {
  const html = heatMap({ title: 't', rows: ['a'], columns: ['x', 'y', 'z'], values: [[0, 2, 4]] });
  const shades = [...html.matchAll(/rgb\(0 114 178\/([0-9.]+)\)/g)].map(([, shade]) =>
    Number(shade),
  );
  expect(shades).toEqual([0, 0.5, 1]);
});
