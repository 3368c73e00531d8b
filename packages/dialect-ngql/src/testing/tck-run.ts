import { isList, type GraphValue } from '@momq/graph-store';
import { MoMQError } from '@momq/dialect';
import { QueryBudget } from '@momq/core/execution';
import { runStatements } from '../engine/run.js';
import type { Session } from '../engine/scope.js';
import type { Space } from '../engine/space.js';
import type { Table } from '../engine/table.js';
import { parseStatements } from '../syntax/statement-parser.js';
import { sentencesWithin } from '../syntax/sentence-parts.js';
import { isExpected, sameItems } from './tck-compare.js';
import { loadTckSpace, type TckSpaceName } from './tck-space.js';
import {
  expectedError,
  parametersOf,
  queriesOf,
  tckScenarios,
  type TckQuery,
} from './nebula-tck.js';
import { readTckValue } from './tck-values.js';

/** What came of a query of the TCK: `wrong` is another answer, without an error; `slow` found none in its time, which a busy machine makes. */
export type TckOutcome = 'right' | 'wrong' | 'refused' | 'unsupported' | 'accepted' | 'slow';

/** A query with its outcome; `accepted` gave rows where NebulaGraph reports an error. */
export interface TckResult extends TckQuery {
  readonly space: string;
  readonly outcome: TckOutcome;
  readonly detail: string;
}

const spaces = new Map<string, Space>();
const names: readonly string[] = ['nba', 'nba_int_vid', 'student'];

/** Runs every read query of the scenarios over the spaces that are loaded from files, none after a write. */
export function runTck(): readonly TckResult[] {
  return tckScenarios().flatMap((scenario) => {
    const given = scenario.steps
      .map(({ text }) => /^a graph with space named "(\w+)"/.exec(text)?.[1])
      .find((name) => name !== undefined && names.includes(name));
    if (given === undefined) return [];
    const isChanged = scenario.steps.some(({ text }) =>
      /create a space|load "|drop the used/.test(text),
    );
    if (isChanged) return [];
    const results: TckResult[] = [];
    for (const query of queriesOf(scenario)) {
      const kind = kindOf(query);
      if (kind === 'write') break;
      if (kind === 'read' && query.expected !== undefined)
        results.push({ ...query, space: given, ...outcomeOf(query, given as TckSpaceName) });
    }
    return results;
  });
}

function kindOf({ text, scenario }: TckQuery): 'read' | 'write' | 'other' {
  const reads = ['SHOW', 'DESCRIBE', 'DESC', 'RETURN IF'];
  try {
    const all = parseStatements(text, new Set(Object.keys(parametersOf(scenario)))).flatMap(
      (each) => [...sentencesWithin(each)],
    );
    const others = all.flatMap((each) => (each.kind === 'other' ? [each.name] : []));
    if (others.some((name) => !reads.includes(name))) return 'write';
    return others.length > 0 || all.some(({ kind }) => kind === 'explain') ? 'other' : 'read';
  } catch {
    return /\b(insert|create|drop|update|upsert|delete|alter)\b/i.test(text) ? 'write' : 'read';
  }
}

function plainParameter(value: unknown): GraphValue {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(plainParameter);
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([key, item]) => [key, plainParameter(item)]));
  return value as GraphValue;
}

/** Runs one query on a space of the TCK. */
export function runTckText(
  text: string,
  spaceName: TckSpaceName,
  parameters: Readonly<Record<string, unknown>> = {},
): Table {
  const space = spaces.get(spaceName) ?? loadTckSpace(spaceName);
  spaces.set(spaceName, space);
  const session: Session = {
    space,
    budget: new QueryBudget(2000, 'nGQL'),
    parameters: new Map(
      Object.entries(parameters).map(([name, value]) => [name, plainParameter(value)]),
    ),
    variables: new Map(),
  };
  const statements = parseStatements(text, new Set(Object.keys(parameters)));
  const work = runStatements(statements, session, Infinity);
  for (;;) {
    const turn = work.next();
    if (turn.done) return turn.value;
  }
}

function outcomeOf(
  { text, expected, scenario }: TckQuery,
  space: TckSpaceName,
): { readonly outcome: TckOutcome; readonly detail: string } {
  const isError = expectedError(expected) !== undefined;
  let table: Table;
  try {
    table = runTckText(text, space, parametersOf(scenario));
  } catch (error) {
    if (!(error instanceof MoMQError))
      throw new Error(`${text}: ${String(error)}`, { cause: error });
    if (error.code === 'QUERY_TIMEOUT') return { outcome: 'slow', detail: error.message };
    if (error.code === 'FEATURE_UNSUPPORTED')
      return { outcome: 'unsupported', detail: error.message };
    return { outcome: isError ? 'right' : 'refused', detail: error.message };
  }
  if (isError) return { outcome: 'accepted', detail: expected!.text };
  const step = expected!.text;
  if (!step.startsWith('the result should')) return { outcome: 'right', detail: step };
  const detail = differenceOf(table, expected!.table, step);
  return { outcome: detail === '' ? 'right' : 'wrong', detail };
}

function differenceOf(
  table: Table,
  [head = [], ...lines]: readonly (readonly string[])[],
  step: string,
): string {
  const shownTable = (): string =>
    `got ${JSON.stringify(table.columns)} ${table.rows.length} rows of ${lines.length}`;
  if (
    head.length !== table.columns.length ||
    head.some((name, index) => name !== table.columns[index])
  )
    return `columns: expected ${JSON.stringify(head)}, ${shownTable()}`;
  const hashed = /columns? ([\d,]+) should be hashed/.exec(step)?.[1]?.split(',').map(Number) ?? [];
  const relaxed = step.includes('relax comparison') || step.includes('contain');
  const cells = lines.map((line) => line.map(readTckValue));
  const fits = (row: readonly GraphValue[], line: (typeof cells)[number]): boolean =>
    row.every((value, index) =>
      isExpected(value, line[index]!, { relaxed, hashed: hashed.includes(index) }),
    );
  if (step.includes('should not contain')) return '';
  if (step.includes('should contain'))
    return cells.every((line) => table.rows.some((row) => fits(row, line))) ? '' : shownTable();
  const how = { relaxed, hashed: false };
  const isSame = step.includes('in order')
    ? table.rows.length === cells.length &&
      table.rows.every((row, index) => fits(row, cells[index]!))
    : sameItems(table.rows, cells, how, fits);
  return isSame && isList(table.rows as GraphValue) ? '' : shownTable();
}
