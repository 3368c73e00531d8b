/**
 * Draws reliability diagram and precision by coverage:
 * `node --conditions=@momq/source --import tsx packages/model-nano/scripts/draw-reliability.ts <records.jsonl> <out.svg>`.
 *
 * The records are those of `momq eval --records`, or the pairs of confidence and outcome that are kept of them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { calibrationReport, judgedConfidences, precisionCoverage } from '@momq/core/evaluation';
import type { EvaluationRecord } from '@momq/core/evaluation';

const [input = '', output = ''] = process.argv.slice(2);
const records = readFileSync(input, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Pick<EvaluationRecord, 'confidence' | 'outcome'>);
const report = calibrationReport(records);
if (report === undefined) throw new RangeError(`${input}: expected confidences, got none.`);

const size = 300;
const margin = 46;
const width = 2 * (size + margin) + 40;
const height = size + 2 * margin;
const place = (left: number, x: number, y: number): string =>
  `${(left + x * size).toFixed(1)},${(margin + (1 - y) * size).toFixed(1)}`;

function frame(left: number, title: string, x: string, y: string): string {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((share) => [
    `<line x1="${left}" x2="${left + size}" y1="${margin + share * size}" y2="${margin + share * size}" stroke="#e4e4e4"/>`,
    `<text x="${left - 6}" y="${margin + (1 - share) * size + 4}" text-anchor="end">${share * 100} %</text>`,
    `<text x="${left + share * size}" y="${margin + size + 16}" text-anchor="middle">${share * 100} %</text>`,
  ]);
  return [
    ...ticks,
    `<text x="${left}" y="${margin - 24}" font-weight="bold">${title}</text>`,
    `<text x="${left}" y="${margin - 10}">${y}</text>`,
    `<text x="${left + size / 2}" y="${margin + size + 34}" text-anchor="middle">${x}</text>`,
  ].join('\n');
}

const first = margin;
const bars = report.bins
  .filter(({ n }) => n > 0)
  .map(({ low, high, n, accuracy, confidence }) => {
    const [left, right] = [first + low * size + 2, first + high * size - 2];
    const top = margin + (1 - accuracy) * size;
    return [
      `<rect x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${(right - left).toFixed(1)}" height="${(accuracy * size).toFixed(1)}" fill="#8fb3d0"/>`,
      `<circle cx="${(first + confidence * size).toFixed(1)}" cy="${top.toFixed(1)}" r="3" fill="#1f4e79"/>`,
      `<text x="${((left + right) / 2).toFixed(1)}" y="${margin + size - 4}" text-anchor="middle" font-size="9">${n}</text>`,
    ].join('');
  });
const second = margin + size + margin + 40;
const points = precisionCoverage(judgedConfidences(records), records.length);
const curve = points.map(({ coverage, precision }) => place(second, coverage, precision));

writeFileSync(
  output,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="white"/>
${frame(first, `reliability: ${report.n} answers, calibration error ${report.ece.toFixed(3)}`, 'confidence (number of answers in the bars)', 'right')}
${bars.join('\n')}
<polyline points="${place(first, 0, 0)} ${place(first, 1, 1)}" stroke="#b03060" stroke-dasharray="4 3" fill="none"/>
${frame(second, `precision by coverage: ${records.length} questions`, 'questions answered, the surest first', 'right among them')}
<line x1="${second}" x2="${second + size}" y1="${margin + 0.1 * size}" y2="${margin + 0.1 * size}" stroke="#b03060" stroke-dasharray="4 3"/>
<polyline points="${curve.join(' ')}" stroke="#1f4e79" stroke-width="1.5" fill="none"/>
</svg>
`,
);
