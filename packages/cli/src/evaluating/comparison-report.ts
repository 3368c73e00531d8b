import type { ChangedQuestion, PairedCounts, RunComparison } from '@momq/core/evaluation';
import { percent } from '@momq/core/execution';
import { differenceText, probability } from '../output/comparison-text.js';
import type { ReportPart } from '../output/report-page.js';
import type { RecordedRun } from './recorded-run.js';

/** What a report says of two runs: who got what right, whether the difference is more than chance, every question that changed. */
export function comparisonReport(
  first: RecordedRun,
  second: RecordedRun,
  comparison: RunComparison,
): ReportPart[] {
  const { n, exFirst, exSecond, declining, changed } = comparison;
  const bars = [exFirst, exSecond].map((ex, run) => ({ name: 'AB'[run]!, values: [ex] }));
  return [
    {
      kind: 'table',
      columns: ['', 'file', 'model', 'execution accuracy'],
      rows: [
        ['A', first.file, first.settings.model, percent(exFirst, 1)],
        ['B', second.file, second.settings.model, percent(exSecond, 1)],
      ],
    },
    { kind: 'bars', title: 'Execution accuracy', labels: [`of ${n} questions`], series: bars },
    { kind: 'text', text: differenceText(comparison) },
    { kind: 'heading', text: 'Questions that can be answered' },
    countsTable(comparison, 'right', 'wrong'),
    ...decliningParts(declining),
    { kind: 'heading', text: `Questions that changed: ${changed.length}` },
    ...changed.map(changedPart),
  ];
}

function decliningParts(declining: PairedCounts | undefined): ReportPart[] {
  if (declining === undefined) return [];
  return [
    { kind: 'heading', text: 'Questions that cannot be answered' },
    countsTable(declining, 'declined', 'answered'),
    { kind: 'text', text: `exact McNemar p ${probability(declining.p)}` },
  ];
}

function countsTable(
  { both, onlyFirst, onlySecond, neither }: PairedCounts,
  right: string,
  wrong: string,
): ReportPart {
  return {
    kind: 'table',
    columns: ['', `B ${right}`, `B ${wrong}`],
    rows: [
      [`A ${right}`, both, onlyFirst],
      [`A ${wrong}`, onlySecond, neither],
    ],
  };
}

function changedPart({
  id,
  question,
  goldQuery,
  unanswerable,
  first,
  second,
}: ChangedQuestion): ReportPart {
  const answers = (['A', 'B'] as const).flatMap((name, run) => {
    const { outcome, predictedQuery, error } = [first, second][run]!;
    const said = predictedQuery ?? error ?? 'no query';
    return [[`${name}, ${outcome}`, said] as const];
  });
  const gold = ['gold', unanswerable ?? goldQuery] as const;
  return { kind: 'example', text: `${id}: ${question}`, code: [gold, ...answers] };
}
