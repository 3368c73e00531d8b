import { checkDeviceName } from '../devices/resolve-device.js';
import { EngineError } from '../engine-error.js';
import type { TraceableFunction } from '../trace/trace-function.js';
import type { JitOptions } from './jit-options.js';

/** What an option must be: the words of the message, and whether a value is that. */
type Rule = readonly [expected: string, fits: (value: unknown) => boolean];

const flag: Rule = ['true or false', (value) => typeof value === 'boolean'];
const count: Rule = [
  'a positive integer',
  (value) => Number.isSafeInteger(value) && (value as number) > 0,
];
const text: Rule = [
  'a text that is not empty',
  (value) => typeof value === 'string' && value !== '',
];
const record: Rule = [
  'a record',
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
];
const listener: Rule = ['a function', (value) => typeof value === 'function'];

const rules: Readonly<Record<keyof JitOptions, Rule>> = {
  name: text,
  device: ['', () => true], // has a code of its own
  precision: [
    'float32, float16 or bfloat16',
    (value) => value === 'float32' || value === 'float16' || value === 'bfloat16',
  ],
  constants: record,
  sharedState: [
    'a list of names',
    (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
  ],
  dynamic: record,
  maxSignatures: count,
  cache: flag,
  cacheFolder: text,
  debug: flag,
  onWarning: listener,
  threads: count,
  spinning: flag,
  keepMemory: flag,
  prepack: flag,
  profile: flag,
  widenAtLoad: flag,
};

/**
 * Checks what `jit` is given. An option that is `undefined` counts as left out.
 * @throws {@link EngineError} `OPTION_INVALID` for an unknown option or a value that cannot be meant, `DEVICE_UNKNOWN`
 */
export function checkJitOptions(fn: TraceableFunction, options: JitOptions): void {
  if (typeof fn !== 'function') throw invalid('jit', 'a function', fn);
  if (!record[1](options)) throw invalid(`${fn.name || 'jit'}: options`, record[0], options);
  const name = typeof options.name === 'string' ? options.name : fn.name || 'jit';
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const rule = Object.hasOwn(rules, option) ? rules[option as keyof JitOptions] : undefined;
    if (rule === undefined) {
      throw new EngineError(
        'OPTION_INVALID',
        `${name}: expected options among ${Object.keys(rules).join(', ')}, got "${option}". Correct its name.`,
      );
    }
    if (!rule[1](value)) throw invalid(`${name}: option ${option}`, rule[0], value);
  }
  checkDeviceName(options.device ?? 'cpu');
}

function invalid(what: string, expected: string, value: unknown): EngineError {
  const got = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value);
  return new EngineError(
    'OPTION_INVALID',
    `${what}: expected ${expected}, got ${got}. Correct it, or leave it out for the default.`,
  );
}
