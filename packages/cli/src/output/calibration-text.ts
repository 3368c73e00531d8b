import type { CalibrationReport } from '@momq/core/evaluation';
import { percent } from '@momq/core/execution';

/** A reliability table, the calibration errors, and how much is answered at which precision. */
export function calibrationText({
  n,
  ece,
  eceEqualMass,
  bins,
  coverage,
  sure,
}: CalibrationReport): string {
  const rows = bins
    .filter((bin) => bin.n > 0)
    .map(
      (bin) =>
        `${cell(`${percent(bin.low)}–${percent(bin.high)}`, 13)}${cell(String(bin.n), 8)}${cell(percent(bin.confidence, 1), 12)}${cell(percent(bin.accuracy, 1), 10)}`,
    );
  return [
    `${cell('confidence', 13)}${cell('answers', 8)}${cell('mean', 12)}${cell('right', 10)}`,
    ...rows,
    `expected calibration error ${ece.toFixed(3)} (10 bins of equal width), ${eceEqualMass.toFixed(3)} (of equal mass), ${n} answers`,
    ...coverage.map((point) =>
      point.coverage === 0
        ? `no confidence answers with a precision of ${percent(point.precision)}`
        : `from confidence ${percent(point.confidence)}: ${percent(point.coverage, 1)} of the questions answered, at least ${percent(point.precision)} of them right`,
    ),
    ...sure.flatMap(({ confidence, answers, wrong, unanswerable }) =>
      answers === 0
        ? []
        : `of ${answers} answers with a confidence of ${percent(confidence)} or more ${wrong} wrong${unanswerable === 0 ? '' : `, ${unanswerable} of them to questions that cannot be answered`}`,
    ),
  ].join('\n');
}

function cell(text: string, width: number): string {
  return text.padStart(width);
}
