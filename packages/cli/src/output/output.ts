import { terminalLine } from './terminal-line.js';
import { styleText } from 'node:util';

/** Text styles that commands use. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Where a command writes to. */
export interface Output {
  /** Writes a line of results. */
  print(line: string): void;
  /** Writes a line of progress or an error. */
  printError(line: string): void;
  /** Colours text for {@link Output.print} where a terminal shows it, else returns it unchanged. */
  style(style: Style, text: string): string;
}

/** Standard output and error; colours only on a terminal and without `NO_COLOR`. */
export function processOutput(): Output {
  const colours = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  return {
    print: (line) => void process.stdout.write(`${terminalLine(line)}\n`),
    printError: (line) => void process.stderr.write(`${terminalLine(line)}\n`),
    style: (style, text) => (colours ? styleText(style, text) : text),
  };
}
