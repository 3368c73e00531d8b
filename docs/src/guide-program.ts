/** A block of code of a guide, and what the guide says it prints. */
export interface GuideStep {
  readonly code: string;
  /** The `text` block right after the code; undefined when the guide promises no output. */
  readonly output?: string;
  /** Line of the guide where the code starts, from 1. */
  readonly line: number;
}

/** Reads the `ts` blocks of a guide with the `text` block that follows each. */
export function readSteps(markdown: string): GuideStep[] {
  const steps: GuideStep[] = [];
  const block = /^(`{3,})(ts|text)\n([\s\S]*?)^\1$/gm;
  for (const match of markdown.matchAll(block)) {
    const [, , language, body = ''] = match;
    const last = steps.at(-1);
    if (language === 'ts') {
      steps.push({ code: body, line: markdown.slice(0, match.index).split('\n').length + 1 });
    } else if (last?.output === undefined && last !== undefined) {
      steps[steps.length - 1] = { ...last, output: body.trim() };
    } else {
      throw new Error(`guide: expected one text block after a ts block, got another: ${body}`);
    }
  }
  return steps;
}

/** Printed between two steps, so that their outputs can be told apart. */
const divider = '\u001e';

/** One module from all steps: imports first, as in any module, then the code with dividers. */
export function joinSteps(steps: readonly GuideStep[]): string {
  return steps.map(({ code }) => `${code}\nconsole.log('${divider}');`).join('\n');
}

/** Printed behind a program, so that the outputs of several can be told apart. */
const end = '\u001d';

/** One module that runs a program after the other, so that packages are loaded once. One that fails does not stop the next. */
export function joinPrograms(files: readonly string[]): string {
  return files
    .map(
      (file) =>
        `await import(${JSON.stringify(file)}).catch((error) => console.error(error));\nconsole.log('${end}');\n`,
    )
    .join('');
}

/** What each program printed. */
export function splitPrograms(stdout: string): string[] {
  return stdout.split(end).slice(0, -1);
}

/** What each step printed. */
export function splitOutput(stdout: string): string[] {
  return stdout
    .split(divider)
    .slice(0, -1)
    .map((part) => part.trim());
}
