import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFeature, type Scenario } from '@momq/dialect-kit';
import type { GraphValue } from '../index.js';
import { valueOf } from '../testing/temporal-expression.js';

const folder = join(
  process.env.MOMQ_DATA ?? '../../../shared/data',
  'conformance/opencypher-tck/tck/features/expressions/temporal',
);
const absence = existsSync(folder) ? '' : " (skipped: openCypher's TCK is not in MOMQ_DATA)";

/** Queries that only compute: values by name, then what is returned. */
const computing = /^(?:WITH (?<given>.*?)\s+)?RETURN (?<returned>.*)$/s;

/** The expressions of a list with their names, split at commas outside brackets and quotes. */
function itemsOf(list: string): readonly { readonly text: string; readonly name: string }[] {
  const items = list.match(/(?:'[^']*'|\((?:'[^']*'|[^()']|\([^()]*\))*\)|\{[^{}]*\}|[^,'({])+/g);
  return (items ?? []).map((item) => {
    const [text, name] = item.trim().split(/\s+AS\s+/);
    return { text: text!, name: name ?? text! };
  });
}

function rowOf(query: string): Readonly<Record<string, string>> {
  const { given, returned } = computing.exec(query.trim())!.groups!;
  const variables = new Map<string, GraphValue>();
  for (const { text, name } of itemsOf(given ?? '')) variables.set(name, valueOf(text));
  return Object.fromEntries(
    itemsOf(returned!).map(({ text, name }) => [name, String(valueOf(text, variables))]),
  );
}

/** A scenario's row in a text, and the row that its query gives. */
function compared({ steps }: Scenario): { readonly expected: object; readonly got: object } {
  const query = steps.find(({ text }) => text === 'executing query:')!.doc!;
  const [head, row] = steps.find(({ text }) => text.startsWith('the result should be'))!.table;
  const expected = head!.map((name, index) => [name, row![index]!.replaceAll("'", '')]);
  try {
    return { expected: Object.fromEntries(expected), got: rowOf(query) };
  } catch (error) {
    return { expected: { query }, got: { error: String(error) } };
  }
}

describe.skipIf(absence !== '')(`the temporal features of openCypher's TCK${absence}`, () => {
  it.each([1, 2, 3, 6, 7, 9, 10])('Temporal%i', (number) => {
    const name = `Temporal${number}.feature`;
    const scenarios = readFeature(name, readFileSync(join(folder, name), 'utf8'));
    const results = scenarios.map(compared);
    expect(results.map(({ got }) => got)).toEqual(results.map(({ expected }) => expected));
    expect(results.length).toBeGreaterThan(15);
  });
});
