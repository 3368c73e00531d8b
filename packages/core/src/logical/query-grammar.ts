import { QuerySyntaxError } from '@momq/dialect';
import { callRules } from './grammar-calls.js';
import { caseRules } from './grammar-cases.js';
import { clauseRules } from './grammar-clauses.js';
import { conditionRules } from './grammar-conditions.js';
import { expressionRules } from './grammar-expressions.js';
import { referenceRules } from './grammar-references.js';
import { Marker, type RuleContext, type Rules } from './grammar-rules.js';
import { sourceRules } from './grammar-sources.js';
import { emptySelect, type GrammarState } from './grammar-state.js';
import { windowRules } from './grammar-windows.js';
import { grammarTables, type QueryGrammarOptions } from './grammar-tables.js';

/**
 * Which token codes may come next; the decoder's constraint. A code below the vocabulary's length is a word, the rest are
 * vocabulary length + item index.
 */
export interface QueryGrammar {
  /** The state before the first token. */
  start(): GrammarState;
  /** (codeCount) 1 = allowed. Owned by the grammar: do not write to it. All zero once `done`. */
  allowed(state: GrammarState): Uint8Array;
  /** @throws QuerySyntaxError when `code` is not allowed in `state`. */
  next(state: GrammarState, code: number): GrammarState;
  /** True once the sequence is a whole query. */
  done(state: GrammarState): boolean;
}

const rules: Rules = {
  ...sourceRules,
  ...clauseRules,
  ...conditionRules,
  ...expressionRules,
  ...referenceRules,
  ...callRules,
  ...caseRules,
  ...windowRules,
};

/**
 * The tokens of {@link linearise} as a state machine. Every sequence that it completes is read by `parseTokens` and
 * names only fields of joined entities, joins only along links (or `on` comparable fields), repeats no column,
 * sums numbers only, compares a field with constants of its type (one known to occur in some fields with those fields),
 * and groups where aggregates stand beside plain columns.
 *
 * What the words of the vocabulary cannot write is not offered. A vocabulary of version 1 of the logical form is of weights
 * that were trained without cross joins, EXISTS, nested arithmetic and the like: for them the grammar leaves these out.
 * Left out on purpose: patterns that are expressions, more than 11 columns of a subquery to point at.
 *
 * @throws ConfigError when the vocabulary lacks a word that every query has
 */
export function createQueryGrammar(options: QueryGrammarOptions): QueryGrammar {
  const tables = grammarTables(options);
  const context: RuleContext = { tables, softLength: options.softLength ?? 40 };
  const masks = new WeakMap<GrammarState, Uint8Array>();
  const allowed = (state: GrammarState): Uint8Array => {
    const known = masks.get(state);
    if (known) return known;
    const marker = new Marker(tables);
    rules[state.mode].allow(context, state, marker);
    masks.set(state, marker.mask);
    return marker.mask;
  };
  return {
    start: () => ({
      mode: 'query',
      select: emptySelect(),
      stack: undefined,
      length: 0,
      skipped: 0,
      outward: 0,
      trail: '',
      aggregated: false,
      bare: false,
    }),
    allowed,
    next(state, code) {
      if (allowed(state)[code] !== 1) {
        throw new QuerySyntaxError(
          `query grammar: expected an allowed code (${state.mode}), got ${code}`,
          { line: 1, column: state.length + 1, fragment: String(code) },
        );
      }
      return rules[state.mode].next(context, state, code, tables.words[code]);
    },
    done: (state) => state.mode === 'done',
  };
}
