import { createContext, Script, type Context } from 'node:vm';
import { queryError } from './engine-error.js';

const made = new Map<string, RegExp>();
const mostMade = 100;
/** Milliseconds that one match may take. */
const matchMs = 1000;
/** A group or several parts that repeat: such a pattern can take exponentially long. */
const risky = /\)[*+{]|\\\d|(?:[*+}].*){3}/s;

const matching = new Script('expression.test(text)');
let context: Context | undefined;

/** True where the whole text fits a regular expression. @throws QueryExecutionError for one that does not read, or does not end */
export function matchesPattern(text: string, pattern: string): boolean {
  const expression = expressionOf(pattern);
  if (text.length < 16 || !risky.test(pattern)) return expression.test(text);
  context ??= createContext({});
  Object.assign(context, { expression, text });
  try {
    return matching.runInContext(context, { timeout: matchMs }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw queryError(
      `expected a regular expression that is done within ${matchMs} milliseconds, got ${pattern.slice(0, 100)}`,
    );
  }
}

function expressionOf(pattern: string): RegExp {
  const known = made.get(pattern);
  if (known) return known;
  const flags = /^\(\?([imsu]+)\)/.exec(pattern);
  const body = flags ? pattern.slice(flags[0].length) : pattern;
  const letters = [...new Set((flags?.[1] ?? '').replace('u', ''))].join('');
  try {
    const expression = new RegExp(`^(?:${body})$`, `u${letters}`);
    if (made.size >= mostMade) made.clear();
    made.set(pattern, expression);
    return expression;
  } catch (error) {
    throw queryError(
      `expected a regular expression behind =~, got ${pattern.slice(0, 100)} (${String(error)})`,
    );
  }
}
