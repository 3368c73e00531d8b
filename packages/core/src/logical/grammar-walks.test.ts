import type { LogicalQuery } from '@momq/dialect';
import { expect, it } from 'vitest';
import { items, nameOfToken, oneOf, random, tokenOf } from '../testing/flight-codes.js';
import { flightSchema } from '../testing/flight-schema.js';
import { checkPromises } from '../testing/grammar-promises.js';
import { linearise } from './linearise.js';
import { parseTokens } from './parse-tokens.js';
import { createQueryGrammar } from './query-grammar.js';
import type { QueryToken } from './query-items.js';

it('completes every random walk with a query that parseTokens reads and that keeps the promises', () => {
  const grammar = createQueryGrammar({ items, schema: flightSchema });
  for (let seed = 1; seed <= 400; seed += 1) {
    const next = random(seed);
    const tokens: QueryToken[] = [];
    let state = grammar.start();
    while (!grammar.done(state)) {
      const code = oneOf(grammar.allowed(state), next());
      if (code === undefined) throw new Error(`dead end after ${JSON.stringify(tokens)}`);
      tokens.push(tokenOf(code));
      state = grammar.next(state, code);
      if (tokens.length >= 200) throw new Error(`no end after ${JSON.stringify(tokens)}`);
    }
    const written = tokens.map((token) => nameOfToken(token)).join(' ');
    let query: LogicalQuery;
    try {
      query = parseTokens(tokens, items, flightSchema);
      checkPromises(query);
    } catch (error) {
      throw new Error(`${written}: ${String(error)}`, { cause: error });
    }
    expect(parseTokens(linearise(query, items, flightSchema), items, flightSchema)).toEqual(query);
  }
});

it('finishes soon after softLength', () => {
  const grammar = createQueryGrammar({ items, schema: flightSchema, softLength: 10 });
  for (let seed = 1; seed <= 100; seed += 1) {
    const next = random(seed);
    let state = grammar.start();
    let length = 0;
    while (!grammar.done(state)) {
      state = grammar.next(state, oneOf(grammar.allowed(state), next())!);
      length += 1;
    }
    expect(length).toBeLessThanOrEqual(40);
  }
});
