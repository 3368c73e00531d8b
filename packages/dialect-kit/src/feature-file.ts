/** A step of a scenario: its sentence, and the text or the table below it. */
export interface Step {
  readonly text: string;
  readonly doc?: string;
  readonly table: readonly (readonly string[])[];
}

/** A scenario with the background of its file before its steps. */
export interface Scenario {
  readonly feature: string;
  readonly name: string;
  readonly steps: readonly Step[];
}

interface OpenStep {
  text: string;
  doc?: string;
  table: string[][];
}

const keyword = /^(Given|When|Then|And|But|\*)\s+/;

/** Scenarios of a Gherkin file but for those marked `@skip`; an outline gives one for each row of its examples. */
export function readFeature(feature: string, text: string): readonly Scenario[] {
  const lines = text.split('\n');
  const scenarios: { name: string; steps: OpenStep[]; examples: string[][]; skipped: boolean }[] =
    [];
  const background: OpenStep[] = [];
  let steps: OpenStep[] = [];
  let inExamples = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!.trim();
    const heading = /^(Background|Scenario Outline|Scenario|Examples):(.*)$/.exec(line);
    if (heading) {
      inExamples = heading[1] === 'Examples';
      if (heading[1] === 'Background') steps = background;
      else if (!inExamples) {
        steps = [];
        const skipped = isSkipped(lines.slice(0, index));
        scenarios.push({ name: heading[2]!.trim(), steps, examples: [], skipped });
      }
    } else if (line.startsWith('"""')) {
      const indent = lines[index]!.indexOf('"""');
      const body: string[] = [];
      for (index += 1; index < lines.length && !lines[index]!.trim().startsWith('"""'); index += 1)
        body.push(lines[index]!.slice(Math.min(indent, lines[index]!.search(/\S|$/))));
      const last = steps.at(-1);
      if (last) last.doc = body.join('\n');
    } else if (line.startsWith('|')) {
      const cells = cellsOf(line);
      if (inExamples) scenarios.at(-1)?.examples.push(cells);
      else steps.at(-1)?.table.push(cells);
    } else if (keyword.test(line)) {
      steps.push({ text: line.replace(keyword, ''), table: [] });
    }
  }
  return scenarios.flatMap(({ name, steps: own, examples, skipped }) => {
    if (skipped) return [];
    const all = [...background, ...own];
    const [head, ...rows] = examples;
    if (head === undefined) return [{ feature, name, steps: all }];
    return rows.map((row) => ({
      feature,
      name,
      steps: all.map((step) => filled(step, head, row)),
    }));
  });
}

/** True where a heading after these lines is marked `@skip`, perhaps with a comment between. */
function isSkipped(before: readonly string[]): boolean {
  const mark = before.findLast((line) => !/^\s*(#|$)/.test(line));
  return /^\s*@.*\bskip\b/.test(mark ?? '');
}

function filled(step: OpenStep, head: readonly string[], row: readonly string[]): Step {
  const fill = (text: string): string =>
    head.reduce((filling, name, index) => filling.replaceAll(`<${name}>`, row[index] ?? ''), text);
  return {
    text: fill(step.text),
    ...(step.doc !== undefined && { doc: fill(step.doc) }),
    table: step.table.map((cells) => cells.map(fill)),
  };
}

function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  for (let index = 1; index < line.length; index += 1) {
    const character = line[index]!;
    if (character === '\\' && line[index + 1] === '|') {
      cell += '|';
      index += 1;
    } else if (character === '\\' && line[index + 1] === 'n') {
      cell += '\n';
      index += 1;
    } else if (character === '|') {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  return cells;
}
