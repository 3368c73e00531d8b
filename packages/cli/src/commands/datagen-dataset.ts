import path from 'node:path';
import type {
  GenerationReport,
  IntentPairReport,
  SpiderTranslationReport,
  TemplateReport,
  TutorialReport,
} from '@momq/datagen';
import type { DatasetFormat, Provenance } from '@momq/datagen/dataset';
import type { SqlGenReport } from '@momq/datagen/sql-gen';
import { momqVersion } from '../momq-version.js';

/** What a source of `momq datagen` reports. */
export type DatagenReport =
  | GenerationReport
  | IntentPairReport
  | SpiderTranslationReport
  | TemplateReport
  | TutorialReport
  | SqlGenReport;

/** What {@link completeDataset} needs to know of the run. */
export interface DatasetFlags {
  /** The whole command line, for the card. */
  readonly command: string;
  readonly format?: readonly DatasetFormat[];
  readonly data?: string;
}

/** Writes the card of a folder of pairs, and the formats that were asked for. */
export async function completeDataset(
  folder: string,
  report: DatagenReport,
  { command, format = [], data }: DatasetFlags,
): Promise<void> {
  const dialects = Object.keys(report.pairsBySplit);
  if (dialects.length === 0) return;
  const { writeDataset } = await import('@momq/datagen/dataset');
  const { loadDialect } = await import('../dialects/find-dialects.js');
  const { findTrainingData } = await import('../training/training-data.js');
  const { spiderFolder } = await import('../suites/data-folder.js');
  const spiderDatabases = (): string => path.join(spiderFolder(data), 'databases');
  await writeDataset({
    folder,
    packs: await Promise.all(dialects.map(loadDialect)),
    formats: format,
    content: (dbId) => findTrainingData(folder, spiderDatabases, dialects).content(dbId),
    provenance: provenanceOf(command, report),
  });
}

function provenanceOf(command: string, report: DatagenReport): Provenance {
  const made = { command: `\`${command}\``, version: `momq ${momqVersion}` };
  if (!('seed' in report)) return made;
  if (!('model' in report)) return { ...made, seed: String(report.seed) };
  const { seed, model, judge = 'nobody', prompts } = report;
  return { ...made, seed: String(seed), writer: model, judge, prompts: prompts.join(', ') };
}
