import type { PairedCounts, RunComparison } from '@momq/core/evaluation';
import { percent } from '@momq/core/execution';
import { formatTable } from './table.js';

/** Questions that the text lists. */
const listed = 20;

/** Two runs beside each other: who got what right, whether the difference is more than chance, and the questions that changed. */
export function comparisonText(comparison: RunComparison): string {
  const { n, declining, changed } = comparison;
  const parts = [
    `${n} questions that can be answered\n${pairsTable(comparison, 'right', 'wrong')}`,
    differenceText(comparison),
  ];
  if (declining !== undefined) {
    const asked = declining.both + declining.onlyFirst + declining.onlySecond + declining.neither;
    parts.push(
      `${asked} questions that cannot be answered\n${pairsTable(declining, 'declined', 'answered')}\nexact McNemar p ${probability(declining.p)}`,
    );
  }
  if (changed.length > 0)
    parts.push(
      `${changed.length} questions changed\n${formatTable(
        {
          columns: ['id', 'A', 'B', 'question'],
          rows: changed.map(({ id, first, second, question }) => [
            id,
            first.outcome,
            second.outcome,
            question,
          ]),
        },
        listed,
        { maxCellWidth: 70 },
      )}`,
    );
  return parts.join('\n\n');
}

/** The difference of two runs in a sentence, with interval and p. */
export function differenceText({
  exFirst,
  exSecond,
  difference: { mean, low, high },
  p,
  seed,
}: RunComparison): string {
  return `execution accuracy A ${percent(exFirst, 1)}, B ${percent(exSecond, 1)}: B − A ${points(mean)} points (95 %: ${points(low)} to ${points(high)}, paired bootstrap, seed ${seed}), exact McNemar p ${probability(p)}`;
}

function pairsTable(
  { both, onlyFirst, onlySecond, neither }: PairedCounts,
  right: string,
  wrong: string,
): string {
  return formatTable(
    {
      columns: ['', `B ${right}`, `B ${wrong}`],
      rows: [
        [`A ${right}`, both, onlyFirst],
        [`A ${wrong}`, onlySecond, neither],
      ],
    },
    2,
  );
}

function points(share: number): string {
  const rounded = (Math.abs(share) * 100).toFixed(1);
  return rounded === '0.0' ? rounded : `${share < 0 ? '−' : '+'}${rounded}`;
}

/** A p as text, behind `p `. */
export function probability(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`;
}
