/** A block of code, the fence's end missing when the answer was cut off. */
const FENCE = /```[a-z]*[ \t]*\n?([\s\S]*?)(?:```|$)/i;
/** A thought before the answer, its end missing when it was cut off. */
const THOUGHT = /^\s*<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/i;
/** The rest of a thought that the model's template began. */
const BEGUN_THOUGHT = /^[\s\S]*?(?:^|\n)\s*<\/think(?:ing)?>\s*(?:\n|$)/i;

/**
 * The query in what a language model wrote: the first block of code, else the whole text; without a semicolon at the end.
 * Empty when there is none.
 */
export function queryOfAnswer(text: string): string {
  const said = text.replace(THOUGHT, '').replace(BEGUN_THOUGHT, '');
  const code = FENCE.exec(said)?.[1] ?? said;
  return code.trim().replace(/(\s*;)+$/, '');
}
