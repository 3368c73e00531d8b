import { readFile } from 'node:fs/promises';

/** Prompts of SQL-GEN: files in `prompts/`, whose version is in the name. A changed prompt is a new file. */
export const promptFiles = {
  expandTemplate: 'expand-template.v1.md',
  writePair: 'write-pair.v2.md',
  judgePair: 'judge-pair.v2.md',
} as const;

/** The prompt of `runReword`. */
export const rewordPrompt = 'reword-question.v1.md';

/** A prompt whose `{{names}}` are filled. */
export interface Prompt {
  (values: Readonly<Record<string, string>>): string;
  /** Whether a text is words of the prompt itself, such as `nothing about databases`, which small models give back for an answer. */
  repeats(text: string): boolean;
}

/** Reads a prompt. Filling it throws where a value is missing, so that no placeholder reaches a model. */
export async function loadPrompt(file: string): Promise<Prompt> {
  const text = await readFile(new URL(`../prompts/${file}`, import.meta.url), 'utf8');
  const said = ` ${wordsOf(text.replace(/\{\{\w+\}\}/g, '\n|\n'))} `;
  const fill = (values: Readonly<Record<string, string>>): string =>
    text
      .trimEnd()
      .replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined)
          throw new RangeError(`${file}: expected a value for ${name}, got none.`);
        return value;
      })
      .replace(/\n{3,}/g, '\n\n');
  const repeats = (answer: string): boolean => {
    const words = wordsOf(answer);
    return words.includes(' ') && said.includes(` ${words} `);
  };
  return Object.assign(fill, { repeats });
}

/** Lower case, with single spaces for all that is no letter or digit; `|` stays, where a value stood. */
function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}|]+/gu, ' ')
    .trim();
}
