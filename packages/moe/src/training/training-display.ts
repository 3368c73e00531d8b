import type { EvaluationPoint } from '../report/training-report.js';
import { meanAccuracy } from './evaluation-history.js';
import { progressText } from './progress-line.js';
import { terminalChart, type TerminalCurve } from './terminal-chart.js';
import type { TrainingLogEntry } from './run-options.js';

/** What a running training shows. */
export interface TrainingDisplay {
  /** Shows a new log line, and the curves of the whole run so far. */
  update(entries: readonly TrainingLogEntry[], evaluations: readonly EvaluationPoint[]): void;
  end(): void;
}

/** Where a display writes; `process.stderr` is one. */
export interface DisplayStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const ROWS = 4;

/**
 * Live curves of the loss and of the execution accuracy over a progress line, redrawn in place. Where the stream is not
 * a terminal: one plain line per log entry, and one per evaluation.
 */
export function trainingDisplay(stream: DisplayStream = process.stderr): TrainingDisplay {
  const progress = progressText();
  let drawn = 0;
  let evaluated = 0;
  let shownStep = -1;
  return {
    update(entries, evaluations) {
      const entry = entries.at(-1);
      if (entry === undefined) return;
      if (stream.isTTY !== true) {
        for (const point of evaluations.slice(evaluated)) stream.write(`${scoreText(point)}\n`);
        evaluated = evaluations.length;
        if (entry.step > shownStep) stream.write(`${progress(entry)}\n`);
        shownStep = entry.step;
        return;
      }
      const columns = stream.columns ?? 80;
      const lines = [...curves(entries, evaluations, columns), progress(entry)].map((line) =>
        line.slice(0, columns - 1),
      );
      const back = drawn === 0 ? '' : `\r\u001b[${drawn - 1}A`;
      stream.write(`${back.replace('\u001b[0A', '')}\u001b[J${lines.join('\n')}`);
      drawn = lines.length;
    },
    end() {
      if (stream.isTTY === true && drawn > 0) stream.write('\n');
    },
  };
}

function curves(
  entries: readonly TrainingLogEntry[],
  evaluations: readonly EvaluationPoint[],
  columns: number,
): string[] {
  const width = Math.max(10, Math.min(60, columns - 24));
  const loss: TerminalCurve = {
    name: 'loss',
    values: entries.map((entry) => entry.lmLoss),
    format: (value) => value.toFixed(3),
  };
  const lines = entries.length > 1 ? terminalChart(loss, width, ROWS) : [];
  if (evaluations.length === 0) return lines;
  const accuracy: TerminalCurve = {
    name: 'EX',
    values: evaluations.map(({ executionAccuracy }) => meanAccuracy(executionAccuracy)),
    range: [0, 1],
    format: (value) => `${(100 * value).toFixed(1)}%`,
  };
  return [
    ...lines,
    ...terminalChart(accuracy, width, ROWS),
    scoreText(evaluations.at(-1) as EvaluationPoint),
  ];
}

function scoreText({ step, executionAccuracy }: EvaluationPoint): string {
  const each = Object.entries(executionAccuracy)
    .map(([dialect, value]) => `${dialect} ${(100 * value).toFixed(1)}%`)
    .join(', ');
  return `EX at step ${step}: ${(100 * meanAccuracy(executionAccuracy)).toFixed(1)}% (${each})`;
}
