import type {
  CopiesReport,
  ErrorCause,
  EvaluationReport,
  ExplainedError,
  PaperReport,
} from '@momq/core/evaluation';
import { percent } from '@momq/core/execution';
import { causeNames } from '../evaluating/errors-by-cause.js';
import { breakdownText } from './breakdown-text.js';
import { calibrationText } from './calibration-text.js';
import { copiesText } from './copies-text.js';
import { formatTable } from './table.js';

/** What `momq eval` prints. */
export function evaluationText(
  report: Omit<EvaluationReport, 'records'>,
  causes: readonly (readonly [ErrorCause, readonly ExplainedError[]])[],
  onCopies?: CopiesReport,
): string {
  const parts = [
    `${report.suite} · ${report.dialect} · ${report.n} questions\n` +
      `execution accuracy ${percent(report.ex, 1)} (95 %: ${percent(report.low, 1)} to ${percent(report.high, 1)}), columns too many passed over ${percent(report.exExtraColumns, 1)}\n` +
      `executable ${percent(report.executable, 1)}, declined ${percent(report.declined, 1)}\n` +
      `${report.msPerQuestion.toFixed(0)} ms a question, seed ${report.seed}`,
    report.papers === undefined ? '' : papersText(report.papers),
    onCopies === undefined ? '' : copiesText(onCopies),
    breakdownText(report),
    report.calibration === undefined ? '' : calibrationText(report.calibration),
    causes.length === 0
      ? ''
      : formatTable(
          {
            columns: ['what is wrong', 'questions'],
            rows: causes.map(([cause, own]) => [causeNames[cause], own.length]),
          },
          causes.length,
          { maxCellWidth: 70 },
        ),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Accuracy as the papers measure it. */
export function papersText({ n, ex, set, executable, textSimilarity }: PaperReport): string {
  const alike =
    textSimilarity === undefined
      ? ''
      : `; texts alike (Jaro–Winkler): ${percent(textSimilarity, 1)}`;
  return `as MoMQ measures: ${percent(ex, 1)} of ${n} questions, executable ${percent(executable, 1)}; as BIRD does, sets of rows: ${percent(set, 1)}${alike}`;
}
