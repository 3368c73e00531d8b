import type {
  Breakdown,
  CopiesReport,
  EvaluationReport,
  ExplainedError,
} from '@momq/core/evaluation';
import { percent } from '@momq/core/execution';
import { breakdownText } from '../output/breakdown-text.js';
import { calibrationText } from '../output/calibration-text.js';
import { copiesText } from '../output/copies-text.js';
import { papersText } from '../output/evaluation-text.js';
import type { ReportPart } from '../output/report-page.js';
import { causeNames, errorsByCause } from './errors-by-cause.js';
import type { MeasuredSuite } from './measure-suite.js';

/** Errors of each cause that a report shows. */
const examplesShown = 5;
/** Keywords that a report shows, those of most questions. */
const keywordsShown = 40;

/** What a report says of a run: its figures, broken down, and its errors by cause with examples. */
export function evaluationReport({
  report,
  errors: { errors, byKeyword },
  onCopies,
  model,
}: MeasuredSuite): ReportPart[] {
  return [
    { kind: 'table', columns: ['', ''], rows: facts(report, model) },
    ...copiesParts(onCopies),
    ...breakdownParts('Hardness', report.byHardness),
    ...breakdownParts('Kind', report.byKind),
    ...breakdownParts('Database', report.byDatabase),
    ...breakdownParts('Keyword of the gold', frequent(byKeyword)),
    ...decliningParts(report),
    ...calibrationParts(report),
    ...errorParts(errors, report.records.length),
  ];
}

function facts(report: EvaluationReport, model: string): (readonly [string, string])[] {
  const { low, high, n, records } = report;
  return [
    ['suite', report.suite],
    ['dialect', report.dialect],
    ['model', model],
    ['questions that can be answered', String(n)],
    ['questions that cannot', String(records.length - n)],
    [
      'execution accuracy',
      `${percent(report.ex, 1)} (95 %: ${percent(low, 1)} to ${percent(high, 1)}, bootstrap, seed ${report.seed})`,
    ],
    ['columns too many passed over', percent(report.exExtraColumns, 1)],
    ...(report.papers === undefined ? [] : [['by the papers', papersText(report.papers)] as const]),
    ['executable', percent(report.executable, 1)],
    ['declined', percent(report.declined, 1)],
    ['milliseconds a question', report.msPerQuestion.toFixed(0)],
  ];
}

function copiesParts(onCopies: CopiesReport | undefined): ReportPart[] {
  if (onCopies === undefined) return [];
  return [
    { kind: 'heading', text: 'Right by accident' },
    { kind: 'text', text: copiesText(onCopies) },
    ...onCopies.accidental
      .slice(0, examplesShown)
      .map((record) => example({ record, differences: [] })),
  ];
}

function breakdownParts(title: string, groups: Breakdown | undefined): ReportPart[] {
  if (groups === undefined || Object.keys(groups).length === 0) return [];
  const names = Object.keys(groups);
  return [
    { kind: 'heading', text: title },
    {
      kind: 'bars',
      title: `Execution accuracy by ${title.toLowerCase()}`,
      labels: names.map((name) => `${name} (${groups[name]!.n})`),
      series: [{ name: 'right', values: names.map((name) => groups[name]!.ex) }],
    },
  ];
}

function frequent(groups: Breakdown): Breakdown {
  const sorted = Object.entries(groups).sort(([, one], [, other]) => other.n - one.n);
  return Object.fromEntries(sorted.slice(0, keywordsShown));
}

function decliningParts({ declining }: EvaluationReport): ReportPart[] {
  if (declining === undefined) return [];
  return [
    { kind: 'heading', text: 'Declining' },
    { kind: 'text', text: breakdownText({ declining }) },
  ];
}

function calibrationParts({ calibration }: EvaluationReport): ReportPart[] {
  if (calibration === undefined) return [];
  const bins = calibration.bins.filter(({ n }) => n > 0);
  const sentences = calibrationText({ ...calibration, bins: [] })
    .split('\n')
    .slice(1);
  return [
    { kind: 'heading', text: 'Confidence' },
    {
      kind: 'bars',
      title: 'Confidence claimed, and answers that are right',
      labels: bins.map(({ low, high, n }) => `${percent(low)}–${percent(high)} (${n})`),
      series: [
        { name: 'mean confidence', values: bins.map(({ confidence }) => confidence) },
        { name: 'right', values: bins.map(({ accuracy }) => accuracy) },
      ],
    },
    ...sentences.map((text) => ({ kind: 'text', text }) as const),
  ];
}

function errorParts(errors: readonly ExplainedError[], asked: number): ReportPart[] {
  const groups = errorsByCause(errors);
  return [
    { kind: 'heading', text: 'Errors by cause' },
    {
      kind: 'table',
      columns: ['cause', 'questions', 'of all'],
      rows: groups.map(([cause, own]) => [
        causeNames[cause],
        own.length,
        percent(own.length / asked, 1),
      ]),
    },
    ...groups.flatMap(([cause, own]): ReportPart[] => [
      { kind: 'heading', text: `${causeNames[cause]}: ${own.length}` },
      ...own.slice(0, examplesShown).map(example),
    ]),
  ];
}

function example({ record, differences }: Omit<ExplainedError, 'cause'>): ReportPart {
  const { id, question, goldQuery, predictedQuery, error, unanswerable } = record;
  const also = differences.length > 1 ? ` (differs in ${differences.join(', ')})` : '';
  return {
    kind: 'example',
    text: `${id}: ${question}${also}`,
    code: [
      ...(unanswerable === undefined ? [] : [['nothing answers it', unanswerable] as const]),
      ...(goldQuery === '' ? [] : [['gold', goldQuery] as const]),
      ...(predictedQuery === null ? [] : [['answer', predictedQuery] as const]),
      ...(error === undefined ? [] : [['said', error] as const]),
    ],
  };
}
