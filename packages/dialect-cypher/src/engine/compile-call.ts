import { isNull, type GraphValue } from '@momq/graph-store';
import { compile } from './compilers.js';
import { compileExists } from './compile-pattern.js';
import { queryError, unsupported } from './engine-error.js';
import { functions } from './functions.js';
import type { ExpressionOf } from './query-parts.js';
import type { Compiled, Row, Scope } from './scope.js';
import { requireType } from './static-type.js';
import { requireSize } from './value-size.js';

/** A call of a function. @throws QueryExecutionError for an unknown one, or a number of arguments that it does not take */
export function compileCall(expression: ExpressionOf<'call'>, scope: Scope): Compiled {
  const { name, distinct, arguments: given } = expression;
  const [first] = given;
  if (name === 'exists' && given.length === 1 && first?.kind === 'pattern')
    return compileExists(first.path, scope);
  if (name === 'coalesce') return coalesce(expression, scope);
  if (distinct) throw queryError(`expected DISTINCT in an aggregate only, got it in ${name}`);
  const found = functions.get(name);
  if (found === undefined) {
    if (name.includes('.')) throw unsupported(`the function ${name}`);
    throw queryError(`expected a function of Cypher, got ${name}, which is unknown`);
  }
  const [least, most] = found.count;
  if (given.length < least || given.length > most)
    throw queryError(
      `${name}: expected ${least === most ? least : `${least} to ${most}`} arguments, got ${given.length}`,
    );
  const compiled = given.map((each) => compile(each, scope));
  compiled.forEach(({ type }, index) => {
    const wanted = found.takes?.[index];
    if (wanted !== undefined) requireType(type, wanted, `${name}()`);
  });
  const values = compiled.map(({ value }) => value);
  const { session } = scope;
  const value = (row: Row): GraphValue => {
    const all = values.map((each) => each(row));
    if (found.ofNull !== true && all.some(isNull)) return null;
    const made = found.call(all, session);
    if (typeof made === 'string') requireSize(made, session.budget);
    return made;
  };
  return { value, type: found.gives ?? 'any' };
}

function coalesce({ arguments: given }: ExpressionOf<'call'>, scope: Scope): Compiled {
  if (given.length === 0) throw queryError('coalesce: expected an argument, got none');
  const values = given.map((each) => compile(each, scope).value);
  return {
    value: (row) => {
      for (const each of values) {
        const value = each(row);
        if (!isNull(value)) return value;
      }
      return null;
    },
    type: 'any',
  };
}
