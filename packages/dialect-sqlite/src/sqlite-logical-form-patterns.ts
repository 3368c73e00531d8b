import type { Condition, Expression } from '@momq/dialect';
import type { LikeExpr } from 'sqlite3-parser';
import { unsupported, type ReadingContext } from './sqlite-logical-form-context.js';
import { textOf } from './sqlite-logical-form-date-parts.js';

/** LIKE and GLOB. @throws UnsupportedFeatureError for MATCH, REGEXP and patterns that the form cannot say */
export function convertPattern(
  expression: LikeExpr,
  context: ReadingContext,
  negation: boolean,
): Condition {
  const { op, lhs, rhs, escape } = expression;
  const negated = expression.not !== negation;
  const pattern = textOf(rhs, context);
  const left = context.read.expression(lhs, context);
  if (op === 'Glob') {
    return pattern === undefined
      ? unsupported('GLOB of a pattern that is no constant')
      : convertGlob(left, pattern, negated);
  }
  if (op !== 'Like') return unsupported(op.toUpperCase());
  const sign = escape && (textOf(escape, context) ?? unsupported('ESCAPE of what is no constant'));
  if (pattern !== undefined)
    return like(left, { kind: 'literal', value: escaped(pattern, sign) }, negated);
  if (sign !== undefined) return unsupported('ESCAPE with a pattern that is no constant');
  return like(left, withoutEscapes(context.read.expression(rhs, context)), negated);
}

function like(left: Expression, right: Expression, negated: boolean): Condition {
  return { kind: 'compare', operator: negated ? 'not like' : 'like', left, right };
}

/** SQLite has no escape sign unless the text names one; the form's is a backslash. */
function escaped(pattern: string, sign: string | undefined): string {
  if (sign === undefined) return pattern.replaceAll('\\', '\\\\');
  let result = '';
  const letters = [...pattern];
  for (let place = 0; place < letters.length; place += 1) {
    const letter = letters[place]!;
    if (letter !== sign) {
      result += letter === '\\' ? '\\\\' : letter;
      continue;
    }
    place += 1;
    const next = letters[place];
    if (next === undefined) return unsupported('a pattern that ends in its escape sign');
    result += /[%_\\]/.test(next) ? `\\${next}` : next;
  }
  return result;
}

function withoutEscapes(pattern: Expression): Expression {
  const backslash: Expression = { kind: 'literal', value: '\\' };
  const doubled: Expression = { kind: 'literal', value: '\\\\' };
  if (pattern.kind === 'literal') {
    return typeof pattern.value === 'number'
      ? { kind: 'literal', value: String(pattern.value) }
      : pattern;
  }
  if (pattern.kind === 'call' && pattern.function === 'concat') {
    return { ...pattern, arguments: pattern.arguments.map(withoutEscapesIn) };
  }
  return { kind: 'call', function: 'replace', arguments: [pattern, backslash, doubled] };
}

function withoutEscapesIn(part: Expression): Expression {
  return part.kind === 'literal' && typeof part.value === 'string'
    ? { kind: 'literal', value: escaped(part.value, undefined) }
    : withoutEscapes(part);
}

/** GLOB minds case, which LIKE does not: beginnings and parts are compared as texts. */
function convertGlob(left: Expression, pattern: string, negated: boolean): Condition {
  if (pattern.includes('[')) return unsupported('GLOB with a set of characters');
  if (!/[a-z]/i.test(pattern)) {
    const written = escaped(pattern, undefined).replace(/[%_]/g, '\\$&');
    const value = written.replaceAll('*', '%').replaceAll('?', '_');
    return like(left, { kind: 'literal', value }, negated);
  }
  const literal = (value: string | number): Expression => ({ kind: 'literal', value });
  const [, open, text, close] = /^(\*?)([^*?]+)(\*?)$/.exec(pattern) ?? [];
  if (text === undefined || (open === '*' && close !== '*'))
    return unsupported('this pattern of GLOB');
  if (open === '*') {
    return {
      kind: 'compare',
      operator: negated ? '=' : '>',
      left: { kind: 'call', function: 'position', arguments: [left, literal(text)] },
      right: literal(0),
    };
  }
  const start: Expression =
    close === '*'
      ? {
          kind: 'call',
          function: 'substring',
          arguments: [left, literal(1), literal([...text].length)],
        }
      : { kind: 'cast', type: 'text', argument: left };
  return { kind: 'compare', operator: negated ? '!=' : '=', left: start, right: literal(text) };
}
