/** A block of code, the fence's end missing when the answer was cut off. */
const FENCE = /```[a-z]*[ \t]*\n?([\s\S]*?)(?:```|$)/i;
const THOUGHT = /<think>[\s\S]*?<\/think>/g;

/**
 * The query in what a language model wrote: the first block of code, else the whole text; without a semicolon at the end.
 * Empty when there is none.
 */
export function queryOfAnswer(text: string): string {
  const said = text.replace(THOUGHT, '');
  const code = FENCE.exec(said)?.[1] ?? said;
  return code.trim().replace(/(\s*;)+$/, '');
}
