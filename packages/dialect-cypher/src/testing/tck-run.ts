import { MoMQError, QuerySyntaxError } from '@momq/dialect';
import { QueryBudget } from '@momq/core/execution';
import type { Scenario, Step } from '@momq/dialect-kit';
import { PropertyGraph, clockTime, type GraphValue } from '@momq/graph-store';
import { allowedCalls } from '../allowed-calls.js';
import { parseTree } from '../cypher-tree.js';
import { procedures, type Procedure } from '../engine/procedures.js';
import { runQuery } from '../engine/run-query.js';
import { checkReadings, type CheckedQuery } from '../query-check.js';
import { readingsOf } from '../server-readings.js';
import type { Session } from '../engine/scope.js';
import { queriesOf, setupOf, tckScenarios, type TckQuery } from './open-cypher-tck.js';
import { tckLiteral } from './tck-literal.js';
import { procedureIn } from './tck-procedure.js';
import { textOfCell, textOfValue } from './tck-values.js';
import { writeGraph } from './write-graph.js';

/**
 * What came of a query: `wrong` is another answer, `accepted` an answer where an error is expected; both are silent. `refused` is an
 * error where an answer is expected, `unsupported` one that says that the engine lacks something.
 */
export type TckOutcome = 'right' | 'wrong' | 'accepted' | 'refused' | 'unsupported';

/** A read query with its outcome. */
export interface TckResult extends TckQuery {
  readonly scenario: Scenario;
  readonly outcome: TckOutcome;
  readonly detail: string;
}

/** Runs the read queries of all scenarios; those of scenarios that write are left out. */
export function runTck(): readonly TckResult[] {
  return tckScenarios().flatMap(runScenario);
}

function runScenario(scenario: Scenario): readonly TckResult[] {
  const queries = queriesOf(scenario);
  const own = scenario.steps.flatMap((step) => procedureIn(step) ?? []);
  if (queries.length === 0 || queries.some(({ text }) => isWrite(text, own))) return [];
  const graph = new PropertyGraph();
  const session = {
    graph,
    parameters: parametersOf(scenario),
    now: clockTime(),
    procedures: new Map([
      ...procedures,
      ...own.map((each) => [each.name.toLowerCase(), each] as const),
    ]),
  };
  const fresh = (): Session => ({
    ...session,
    budget: new QueryBudget(10_000, 'Cypher'),
  });
  try {
    for (const text of setupOf(scenario)) writeGraph(text, fresh());
  } catch (error) {
    return queries.map((query) => ({
      ...query,
      scenario,
      outcome: 'unsupported',
      detail: `setup: ${String(error)}`,
    }));
  }
  return queries.map((query) => ({ ...query, scenario, ...outcomeOf(query, fresh(), own) }));
}

function isWrite(text: string, own: readonly Procedure[]): boolean {
  try {
    return !check(text, own).analysis.readOnly;
  } catch {
    return /\b(create|merge|set|remove|delete|foreach)\b/i.test(text);
  }
}

const checked = new Map<string, CheckedQuery>();

function check(text: string, own: readonly Procedure[]): CheckedQuery {
  const key = JSON.stringify([text, ...own.map(({ name }) => name)]);
  const known = checked.get(key);
  if (known) return known;
  const [first, ...others] = readingsOf(text).map((reading) => ({
    text: reading,
    parsed: parseTree(reading),
  }));
  const found = checkReadings(
    [first!, ...others],
    allowedCalls({ allowedProcedures: own.map(({ name }) => name) }),
  );
  checked.set(key, found);
  return found;
}

function parametersOf({ steps }: Scenario): ReadonlyMap<string, GraphValue> {
  const rows = steps.find(({ text }) => text.startsWith('parameters are'))?.table ?? [];
  return new Map(rows.map(([name, value]) => [name!, tckLiteral(value!)]));
}

function outcomeOf(
  { text, expected }: TckQuery,
  session: Session,
  own: readonly Procedure[],
): { readonly outcome: TckOutcome; readonly detail: string } {
  const isError = expected.text.includes('should be raised');
  let columns: readonly string[];
  const rows: (readonly GraphValue[])[] = [];
  try {
    const { statement, text: reading } = check(text, own);
    const run = runQuery(statement, reading, session);
    ({ columns } = run);
    for (const row of run.rows) if (row) rows.push(row);
  } catch (error) {
    if (!(error instanceof MoMQError))
      throw new Error(`${text}: ${String(error)}`, { cause: error });
    if (isError && error.code !== 'FEATURE_UNSUPPORTED')
      return { outcome: 'right', detail: error.message };
    const isLacking = error.code === 'FEATURE_UNSUPPORTED' || error instanceof QuerySyntaxError;
    return { outcome: isLacking ? 'unsupported' : 'refused', detail: error.message };
  }
  if (isError) return { outcome: 'accepted', detail: expected.text };
  const detail = differenceOf(columns, rows, expected);
  return { outcome: detail === '' ? 'right' : 'wrong', detail };
}

function differenceOf(
  columns: readonly string[],
  rows: readonly (readonly GraphValue[])[],
  expected: Step,
): string {
  if (expected.text === 'the result should be empty')
    return rows.length === 0 ? '' : `${rows.length} rows, none expected`;
  const [head = [], ...lines] = expected.table;
  if ([...head].sort().join('|') !== [...columns].sort().join('|'))
    return `columns ${columns.join('|')}, expected ${head.join('|')}`;
  const how = { loose: expected.text.includes('ignoring element order') };
  const places = head.map((name) => columns.indexOf(name));
  const got = rows.map((row) => places.map((place) => textOfValue(row[place]!, how)).join(' | '));
  const wanted = lines.map((line) =>
    line.map((cell) => textOfCell(cell.replaceAll('\\\\', '\\'), how)).join(' | '),
  );
  if (!expected.text.includes('in order')) {
    got.sort();
    wanted.sort();
  }
  return got.join('\n') === wanted.join('\n')
    ? ''
    : `got\n${got.join('\n')}\nexpected\n${wanted.join('\n')}`;
}
