import type { Breakdown, EvaluationReport } from '@momq/core/evaluation';
import { percent } from '@momq/core/execution';
import { formatTable } from './table.js';

/** What an evaluation says about declining, hardness and kinds; empty where its questions have none of it. */
export function breakdownText({
  declining,
  byHardness,
  byKind,
}: Pick<EvaluationReport, 'declining' | 'byHardness' | 'byKind'>): string {
  const parts: string[] = [];
  if (declining !== undefined)
    parts.push(
      `of ${declining.unanswerable} questions that cannot be answered ${shown(declining.recall)} declined (recall), ${declining.answered} given rows; of ${declining.declined} declined ${shown(declining.precision)} cannot be answered (precision)`,
    );
  if (byHardness !== undefined) parts.push(table('hardness', byHardness));
  if (byKind !== undefined) parts.push(table('kind', byKind));
  return parts.join('\n\n');
}

function table(label: string, groups: Breakdown): string {
  const rows = Object.entries(groups).map(([name, { n, ex, exExtraColumns }]) => [
    name,
    n,
    percent(ex, 1),
    percent(exExtraColumns, 1),
  ]);
  return formatTable(
    { columns: [label, 'questions', 'right', 'columns too many passed over'], rows },
    rows.length,
  );
}

function shown(share: number | undefined): string {
  return share === undefined ? '-' : percent(share, 1);
}
