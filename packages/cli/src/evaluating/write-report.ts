import path from 'node:path';
import { ConfigError } from '@momq/core';
import { makeFolder } from '@momq/core/execution';
import { replaceFile } from '../output/replace-file.js';
import { reportHtml, reportMarkdown } from '../output/report-page.js';
import type { ReportPart } from '../output/report-page.js';

/** Ways to write a report, by the end of the file's name. */
const writers: Readonly<Record<string, typeof reportHtml>> = {
  '.html': reportHtml,
  '.md': reportMarkdown,
};

/** @throws ConfigError when the file's name tells no format */
export function requireReportFile(file: string | undefined): void {
  if (file !== undefined && writers[path.extname(file)] === undefined)
    throw new ConfigError(
      `report: expected a file that ends in ${Object.keys(writers).join(' or ')}, got ${file}. Name the format so.`,
    );
}

/** Writes a report as HTML or Markdown, as the file's name says; see {@link requireReportFile}. */
export async function writeReport(
  file: string,
  title: string,
  parts: readonly ReportPart[],
): Promise<void> {
  await makeFolder(path.dirname(file));
  await replaceFile(file, writers[path.extname(file)]!(title, parts));
}
