/**
 * `npm run bench -- <suite> [--json]`: runs a suite, writes `results/<suite>.json`, prints one array with `--json`
 * or one line per figure without. Exits with 1 when a target is missed.
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runFacts } from './machine.js';
import type { Suite } from './suite.js';

/** Seed of everything random in a suite. */
const seed = 0;

const suites: Readonly<Record<string, () => Promise<Suite>>> = {
  ask: async () => (await import('./suites/ask.js')).askSuite,
  size: async () => (await import('./suites/size.js')).sizeSuite,
  train: async () => (await import('./suites/train.js')).trainSuite,
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
  strict: false,
});
const [name = ''] = positionals;
const load = Object.hasOwn(suites, name) ? suites[name] : undefined;
const unknown = Object.keys(values).find((option) => option !== 'json');
if (load === undefined || unknown !== undefined || positionals.length > 1) {
  const got = unknown === undefined ? positionals.join(' ') || 'none' : `--${unknown}`;
  console.error(
    `bench: expected one suite of ${Object.keys(suites).join(', ')} and --json or nothing, got ${got}.`,
  );
  process.exit(2);
}
const suite = await load();
const measurements = await suite.run((text) => console.error(`… ${text}`));
const record = { suite: name, description: suite.description, ...runFacts(), seed, measurements };
writeFileSync(
  new URL(`../results/${name}.json`, import.meta.url),
  `${JSON.stringify(record, null, 2)}\n`,
);
if (values.json) {
  console.log(JSON.stringify(measurements));
} else {
  for (const { name: figure, value, unit, target, ok, peer } of measurements) {
    const goal = target === null ? '' : ` (target ${target}: ${ok ? 'reached' : 'missed'})`;
    console.log(
      `${figure}: ${value} ${unit}${goal}${peer === undefined ? '' : `, ${peer.name} ${peer.value}`}`,
    );
  }
}
process.exitCode = measurements.every(({ ok }) => ok) ? 0 : 1;
