import type { EvaluationQuestion } from '../questions.js';

/** A row of a question file: JSON's values, or the cells of a CSV file as text. */
export type QuestionRow = Readonly<Record<string, unknown>>;

/** What a format finds in a row; `null` for a row that the file itself marks as unusable. */
export type FormatQuestion = Omit<EvaluationQuestion, 'id'> | null;

/** How the questions of a data set are kept. */
export interface QuestionFormat {
  /** What errors call it. */
  readonly name: string;
  /** True for the rows of this format. */
  recognises(row: QuestionRow): boolean;
  /**
   * @param goldName - the dialect of golds that the row does not name
   * @returns undefined when the row lacks something
   */
  read(row: QuestionRow, goldName: string): FormatQuestion | undefined;
}

/** The text of a member, where it is one and not empty. */
export function textOf(row: QuestionRow, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = row[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return undefined;
}

/** The members that are gold queries: texts that `described` does not name. Undefined without one. */
export function goldsOf(
  row: QuestionRow,
  described: ReadonlySet<string>,
): Readonly<Record<string, string>> | undefined {
  const golds = Object.keys(row).flatMap((name) => {
    const text = described.has(name) ? undefined : textOf(row, name);
    return text === undefined ? [] : [[name, text] as const];
  });
  return golds.length === 0 ? undefined : Object.fromEntries(golds);
}
