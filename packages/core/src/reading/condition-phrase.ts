import type { Condition, Expression } from '@momq/dialect';
import { innerScope, listed } from './phrase-scope.js';
import type { PhraseScope } from './phrase-scope.js';

const operators = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
} as const;

/** A condition in words: "status is “open” and total is more than 10". */
export function conditionPhrase(condition: Condition, scope: PhraseScope): string {
  const phrase = (expression: Expression): string => scope.phrases.expression(expression, scope);
  switch (condition.kind) {
    case 'and':
    case 'or':
      return listed(
        condition.conditions.map((part) => {
          const words = conditionPhrase(part, scope);
          return part.kind === 'and' || part.kind === 'or' ? `(${words})` : words;
        }),
        condition.kind,
      );
    case 'compare': {
      const { operator, left, right } = condition;
      if (operator === 'like' || operator === 'not like')
        return `${phrase(left)} ${likePhrase(right, operator === 'not like', scope)}`;
      return `${phrase(left)} ${operators[operator]} ${phrase(right)}`;
    }
    case 'between':
      return `${phrase(condition.value)} is ${not(condition)}between ${phrase(condition.low)} and ${phrase(condition.high)}`;
    case 'in': {
      const [first] = condition.set;
      const among =
        first?.kind === 'subquery'
          ? `among ${scope.phrases.query(first.query, scope.phrases, scope)}`
          : `one of ${listed(condition.set.map(phrase), 'or')}`;
      return `${phrase(condition.value)} is ${not(condition)}${among}`;
    }
    case 'null':
      return `${phrase(condition.value)} is ${condition.negated ? 'known' : 'missing'}`;
    case 'exists': {
      const inner = innerScope(condition.query, scope.phrases, scope);
      return `there ${condition.negated ? 'are no' : 'are'} ${scope.phrases.rows(inner)}`;
    }
  }
}

function not({ negated }: { readonly negated: boolean }): string {
  return negated ? 'not ' : '';
}

/** What a pattern without inner wildcards asks of a text. */
function likePhrase(pattern: Expression, negated: boolean, scope: PhraseScope): string {
  const does = (verb: string, plain: string): string => (negated ? `does not ${plain}` : verb);
  if (pattern.kind === 'literal' && typeof pattern.value === 'string') {
    const [, before, text, after] = /^(%?)((?:[^%_\\]|\\[%_\\])*)(%?)$/.exec(pattern.value) ?? [];
    if (text !== undefined) {
      const quoted = `“${text.replaceAll(/\\([%_\\])/g, '$1')}”`;
      if (before !== '' && after !== '') return `${does('contains', 'contain')} ${quoted}`;
      if (after !== '') return `${does('begins', 'begin')} with ${quoted}`;
      if (before !== '') return `${does('ends', 'end')} with ${quoted}`;
      return `${negated ? 'is not' : 'is'} ${quoted} in any case`;
    }
  }
  return `${does('matches', 'match')} ${scope.phrases.expression(pattern, scope)}`;
}
