import { queryError } from './engine-error.js';

const made = new Map<string, RegExp>();
const mostMade = 100;

/** True where the whole text fits a regular expression. @throws QueryExecutionError for one that does not read */
export function matchesPattern(text: string, pattern: string): boolean {
  return expressionOf(pattern).test(text);
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
