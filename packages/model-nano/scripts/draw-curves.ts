/**
 * Draws the training curves: `node --conditions=@momq/source --import tsx packages/model-nano/scripts/draw-curves.ts <log.jsonl …>`.
 * Writes one SVG next to the first log: loss and token accuracy over minutes, one panel per log.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { TrainingLogEntry } from '@momq/moe/training';

const width = 460;
const height = 260;
const margin = { left: 44, right: 44, top: 30, bottom: 36 };

const logs = process.argv.slice(2);
const panels = logs.map((file, index) =>
  panel(basename(file, '.jsonl'), readLog(file), index * width),
);
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * logs.length}" height="${height}" font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="white"/>
${panels.join('\n')}
</svg>
`;
writeFileSync(join(dirname(logs[0]!), 'curves.svg'), svg);

function readLog(file: string): TrainingLogEntry[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const entries = lines.map((line) => JSON.parse(line) as TrainingLogEntry);
  // A resumed run repeats the steps after its last saved state: the last word on a step counts.
  return [...new Map(entries.map((entry) => [entry.step, entry])).values()].sort(
    (a, b) => a.step - b.step,
  );
}

function panel(name: string, entries: readonly TrainingLogEntry[], left: number): string {
  const maxMinutes = Math.max(...entries.map(({ minutes }) => minutes));
  const maxLoss = Math.min(3, Math.max(...entries.map(({ lmLoss }) => lmLoss)));
  const x = (minutes: number): number =>
    left + margin.left + (minutes / maxMinutes) * (width - margin.left - margin.right);
  const y = (share: number): number =>
    height - margin.bottom - share * (height - margin.top - margin.bottom);
  const line = (value: (entry: TrainingLogEntry) => number, colour: string): string =>
    `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${entries
      .map((entry) => `${x(entry.minutes).toFixed(1)},${y(Math.min(1, value(entry))).toFixed(1)}`)
      .join(' ')}"/>`;
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    `<line x1="${x(0)}" x2="${x(maxMinutes)}" y1="${y(share)}" y2="${y(share)}" stroke="#ddd"/>`,
    `<text x="${x(0) - 6}" y="${y(share) + 4}" text-anchor="end" fill="#b03060">${(share * maxLoss).toFixed(2)}</text>`,
    `<text x="${x(maxMinutes) + 6}" y="${y(share) + 4}" fill="#206090">${share * 100} %</text>`,
    `<text x="${x(share * maxMinutes)}" y="${height - margin.bottom + 16}" text-anchor="middle">${(share * maxMinutes).toFixed(0)}</text>`,
  ]);
  const last = entries.at(-1)!;
  return [
    ...ticks,
    line(({ lmLoss }) => lmLoss / maxLoss, '#b03060'),
    line(({ accuracy = NaN }) => accuracy, '#206090'),
    `<text x="${left + margin.left}" y="18" font-weight="bold">${name}: ${last.step} steps</text>`,
    `<text x="${left + width / 2}" y="${height - 6}" text-anchor="middle">minutes · <tspan fill="#b03060">loss</tspan> · <tspan fill="#206090">token accuracy</tspan></text>`,
  ].join('\n');
}
