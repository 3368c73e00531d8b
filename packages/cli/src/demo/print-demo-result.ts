import type { Output } from '../output/output.js';
import { formatRouting } from '../output/routing-bars.js';
import { formatTable } from '../output/table.js';
import type { DemoResult } from './run-demo.js';

const shownRows = 4;

/** Prints a question, the query, its rows, the time, the expert groups that fired, and whether the answer is right. */
export function printDemoResult(result: DemoResult, number: string, output: Output): void {
  output.print('');
  output.print(`${output.style('dim', number)} ${output.style('bold', result.question)}`);
  if (result.answer === undefined) {
    output.print(`   ${result.error ?? 'no answer'}`);
  } else if (result.answer.status === 'declined') {
    output.print(`   declined: ${result.answer.reason.sentence}`);
  } else {
    output.print(`   ${output.style('cyan', result.answer.query)}`);
    indent(formatTable(result.answer, shownRows), output);
    for (const note of result.answer.notes)
      output.print(`   ${output.style('yellow', 'note:')} ${note}`);
    output.print('');
    const fired = Object.entries(result.answer.routing).filter(([, share]) => share > 0);
    for (const line of formatRouting(Object.fromEntries(fired), 16))
      output.print(`   ${output.style('dim', `expert group ${line}`)}`);
  }
  const time = `${result.elapsedMs.toFixed(0)} ms`;
  if (result.right) {
    output.print(`   ${output.style('green', '✔ right')} ${output.style('dim', time)}`);
    return;
  }
  output.print(
    `   ${output.style('red', '✖ wrong')} ${output.style('dim', time)}: expected the rows of`,
  );
  output.print(`   ${output.style('cyan', result.goldQuery)}`);
}

function indent(text: string, output: Output): void {
  for (const line of text.split('\n')) output.print(`   ${line}`);
}
