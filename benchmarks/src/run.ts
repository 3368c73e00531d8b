/**
 * `npm run bench -- <suite> [--case <name>] [--questions <n>] [--json]`: runs a suite, or one case of it, writes `results/<suite>.json`,
 * prints one array with `--json` or one line per figure without. Exits with 1 when a target is missed.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import type { Measurement } from './measurement.js';
import { saveCase, saveSuite } from './results.js';
import type { BenchOptions, Suite } from './suite.js';

/** Seed of everything random in a suite. */
const seed = 0;

const suites: Readonly<Record<string, () => Promise<Suite>>> = {
  ask: async () => (await import('./suites/ask.js')).askSuite,
  datagen: async () => (await import('./suites/datagen.js')).datagenSuite,
  dialects: async () => (await import('./suites/dialects.js')).dialectsSuite,
  engine: async () => (await import('./suites/engine.js')).engineSuite,
  moe: async () => (await import('./suites/moe.js')).moeSuite,
  size: async () => (await import('./suites/size.js')).sizeSuite,
  soak: async () => (await import('./suites/soak.js')).soakSuite,
  text: async () => (await import('./suites/text.js')).textSuite,
  'text-speed': async () => (await import('./suites/text-speed.js')).textSpeedSuite,
  'text-train': async () => (await import('./suites/text-train.js')).textTrainSuite,
  train: async () => (await import('./suites/train.js')).trainSuite,
  wide: async () => (await import('./suites/wide.js')).wideSuite,
};

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    case: { type: 'string' },
    questions: { type: 'string' },
  },
  allowPositionals: true,
  strict: false,
});
const [name = ''] = positionals;
const load = Object.hasOwn(suites, name) ? suites[name] : undefined;
const known = ['json', 'case', 'questions'];
const unknown = Object.keys(values).find((option) => !known.includes(option));
const questions = values.questions === undefined ? undefined : Number(values.questions);
if (load === undefined || unknown !== undefined || positionals.length > 1) {
  const got = unknown === undefined ? positionals.join(' ') || 'none' : `--${unknown}`;
  fail(
    `expected one suite of ${Object.keys(suites).join(', ')}, --case, --questions, --json or nothing, got ${got}`,
  );
}
if (questions !== undefined && !(Number.isInteger(questions) && questions > 0)) {
  fail(`expected --questions to be a number of 1 or more, got ${String(values.questions)}`);
}
const measurements = await runSuite(await load());
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

/** Runs what was asked for and writes its results. */
async function runSuite(suite: Suite): Promise<Measurement[]> {
  const progress = (text: string): void => console.error(`… ${text}`);
  const options: BenchOptions = questions === undefined ? {} : { questions };
  const cases = 'cases' in suite ? suite.cases : {};
  const wanted = values.case === undefined ? Object.keys(cases) : [String(values.case)];
  const absent = wanted.find((each) => !Object.hasOwn(cases, each));
  if (absent !== undefined) {
    const names = Object.keys(cases).join(', ') || 'none';
    fail(`expected a case of the suite ${name} (${names}), got --case ${absent}`);
  }
  if (!('cases' in suite)) {
    const results = await suite.run(progress, options);
    saveSuite(name, { description: suite.description, seed, measurements: results });
    return [...results];
  }
  const all: Measurement[] = [];
  for (const each of wanted) {
    progress(`${name}, case ${each}`);
    const { description, run } = cases[each] as (typeof cases)[string];
    const results = await run(progress, options);
    saveCase(name, suite.description, { name: each, description, seed, measurements: results });
    all.push(...results);
  }
  return all;
}

function fail(message: string): never {
  console.error(`bench: ${message}.`);
  process.exit(2);
}
