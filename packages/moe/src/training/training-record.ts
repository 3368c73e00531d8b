import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { writeFileAtomically } from '../checkpoint/atomic-file.js';
import { MoeError } from '../errors.js';
import { renderTrainingReport } from '../report/render-training-report.js';
import type { TrainingReport } from '../report/training-report.js';
import type { TrainingLogEntry } from './run-options.js';

/**
 * The entries of a log up to a step, for a resumed run: of steps that were done twice, the later line; lines with scores are left out.
 * @throws MoeError `MOE_BAD_INPUT` when a line is not JSON
 */
export async function readLog(path: string, upToStep: number): Promise<TrainingLogEntry[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
  const lines = text.split('\n').filter((line) => line !== '');
  const byStep = new Map<number, TrainingLogEntry>();
  lines.forEach((line, i) => {
    let entry: Partial<TrainingLogEntry> & { readonly step: number };
    try {
      entry = JSON.parse(line) as TrainingLogEntry;
    } catch (cause) {
      if (i === lines.length - 1) return; // a kill cut it off
      throw new MoeError(
        'MOE_BAD_INPUT',
        `${path}: expected JSON in line ${i + 1}, got "${line.slice(0, 40)}"; use another logPath`,
        { cause },
      );
    }
    if (entry.lmLoss !== undefined && entry.step <= upToStep)
      byStep.set(entry.step, entry as TrainingLogEntry);
  });
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}

/** Writes the HTML page of a run; what is not given is left out of it. */
export async function writeReport(
  path: string,
  report: Partial<TrainingReport> & Pick<TrainingReport, 'entries' | 'evaluations'>,
): Promise<void> {
  const html = renderTrainingReport({
    title: `Training run ${basename(path, '.html')}`,
    facts: {},
    expertLoads: [],
    confusion: null,
    routings: [],
    ...report,
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomically(path, html);
}
