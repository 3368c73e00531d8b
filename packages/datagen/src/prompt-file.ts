import { readFile } from 'node:fs/promises';

/** Prompts of SQL-GEN: files in `prompts/`, whose version is in the name. A changed prompt is a new file. */
export const promptFiles = {
  expandTemplate: 'expand-template.v1.md',
  writePair: 'write-pair.v1.md',
  judgePair: 'judge-pair.v1.md',
} as const;

/** A prompt whose `{{names}}` are filled. */
export type Prompt<Name extends string = string> = (
  values: Readonly<Record<Name, string>>,
) => string;

/** Reads a prompt. Filling it throws where a value is missing, so that no placeholder reaches a model. */
export async function loadPrompt(file: string): Promise<Prompt> {
  const text = await readFile(new URL(`../prompts/${file}`, import.meta.url), 'utf8');
  return (values) =>
    text
      .trimEnd()
      .replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined)
          throw new RangeError(`${file}: expected a value for ${name}, got none.`);
        return value;
      })
      .replace(/\n{3,}/g, '\n\n');
}
