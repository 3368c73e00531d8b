import { escapeControls } from '@momq/core/execution';

/** Colours and weights of this program's own styles. */
const ownStyle = /(\u001b\[(?:1|2|22|31|32|33|36|39)m)/;

/** A line for a terminal, whoever wrote it: {@link escapeControls} of everything but this program's own styles. */
export function terminalLine(line: string): string {
  return line
    .split(ownStyle)
    .map((part, index) => (index % 2 === 1 ? part : escapeControls(part)))
    .join('');
}
