import type { Answer, DeclineKind, QueryAnswer } from '@momq/core';
import { escapeControls, percent } from '@momq/core/execution';
import type { Output } from './output.js';

const declined: Readonly<Record<DeclineKind, string>> = {
  'changes-data': 'it asks to change data',
  'unknown-name': 'it names something that the database does not have',
  'beyond-model': 'it needs what the model cannot say',
  'not-about-data': 'it is not about the data',
};

/** One word for what became of the question, first of all that is printed; then what is unsure, or the reason. */
export function printStatus(answer: Answer, output: Output): void {
  if (answer.status === 'declined') {
    const { kind, sentence, suggestions } = answer.reason;
    output.print(`${output.style('red', 'declined:')} ${declined[kind]}`);
    output.print(escapeControls(sentence));
    if (suggestions.length > 0)
      output.print(escapeControls(`Did you mean ${suggestions.join(', ')}?`));
    output.print(output.style('dim', 'To get the guess anyway, ask with --guess.'));
    return;
  }
  const sure = answer.status === 'answered';
  const confidence =
    answer.confidence === undefined
      ? ''
      : output.style('dim', ` · confidence ${percent(answer.confidence)}`);
  output.print(`${output.style(sure ? 'green' : 'yellow', answer.status)}${confidence}`);
  for (const doubt of answer.doubts) output.print(escapeControls(`  ? ${doubt}`));
}

/** What else the question may mean. */
export function printAlternatives({ status, alternatives }: QueryAnswer, output: Output): void {
  if (status === 'answered' || alternatives.length === 0) return;
  output.print('');
  output.print(output.style('bold', 'What may be meant instead'));
  for (const { query, reading, confidence } of alternatives) {
    const share = confidence === undefined ? '' : ` (${percent(confidence)})`;
    if (reading === undefined)
      output.print(`  ${output.style('cyan', escapeControls(query))}${share}`);
    else {
      output.print(escapeControls(`  ${reading}${share}`));
      output.print(`    ${output.style('cyan', escapeControls(query))}`);
    }
  }
}
