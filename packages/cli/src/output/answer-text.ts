import type { Answer, QueryAnswer } from '@momq/core';
import { printAlternatives, printStatus } from './answer-status.js';
import { escapeControls } from '@momq/core/execution';
import type { Output } from './output.js';
import { formatRouting } from './routing-bars.js';
import { formatTable } from './table.js';

const shownRows = 20;

/** The status, and then the query, its rows and a line of facts, or the reason why there are none. */
export function printAnswer(answer: Answer, output: Output): void {
  printStatus(answer, output);
  if (answer.status !== 'declined') {
    printRows(answer, output);
    printAlternatives(answer, output);
  }
  for (const note of answer.notes)
    output.print(`${output.style('yellow', 'note:')} ${escapeControls(note)}`);
}

function printRows(answer: QueryAnswer, output: Output): void {
  if (answer.readAs !== undefined)
    output.print(output.style('dim', escapeControls(`read as ${answer.readAs}`)));
  output.print(output.style('cyan', escapeControls(answer.query)));
  if (answer.reading !== undefined)
    output.print(output.style('dim', escapeControls(`It ${answer.reading}.`)));
  output.print('');
  output.print(formatTable(answer, shownRows));
  output.print('');
  const count = `${answer.rows.length}${answer.truncated ? '+' : ''} ${answer.rows.length === 1 ? 'row' : 'rows'}`;
  output.print(
    output.style('dim', `${count} · ${answer.dialect} · ${answer.timings.totalMs.toFixed(0)} ms`),
  );
}

/** How the answer came about: candidates with scores, expert groups, timings. */
export function printExplanation(answer: Answer, output: Output): void {
  if (answer.candidates.length > 0) printCandidates(answer, output);
  heading('time (ms)', output);
  const { openMs, schemaMs, modelMs, generateMs, checkMs, executeMs, totalMs } = answer.timings;
  output.print(
    `  ${openMs === undefined ? '' : `open ${ms(openMs)} · `}schema ${ms(schemaMs)} · model ${ms(modelMs)} · generate ${ms(generateMs)} · check ${ms(checkMs)} · execute ${ms(executeMs)} · total ${ms(totalMs)}`,
  );
}

function printCandidates(answer: Answer, output: Output): void {
  heading('candidates (log-probability, outcome)', output);
  for (const candidate of answer.candidates) {
    const reason = candidate.reason === undefined ? '' : ` (${escapeControls(candidate.reason)})`;
    output.print(
      `  ${(candidate.logProb?.toFixed(2) ?? '–').padStart(7)}  ${candidate.outcome.padEnd(7)}  ${escapeControls(candidate.query)}${reason}`,
    );
  }
  heading('expert groups (share of routed weight)', output);
  for (const line of formatRouting(answer.routing)) output.print(`  ${line}`);
}

/** A blank line and a title. */
export function heading(title: string, output: Output): void {
  output.print('');
  output.print(output.style('bold', title));
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}
