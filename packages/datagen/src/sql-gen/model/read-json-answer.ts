import type { z } from 'zod';

/** What a model wrote, read; or what is wrong with it, in words that it can mend it by. */
export type JsonAnswer<T> = { readonly value: T } | { readonly problem: string };

/** Reads the JSON object in an answer: alone, in a fence, or between other words. */
export function readJsonAnswer<T>(text: string, schema: z.ZodType<T>): JsonAnswer<T> {
  const object = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  if (object === '') return { problem: 'there is no JSON object in it' };
  let parsed: unknown;
  try {
    parsed = JSON.parse(object);
  } catch (error) {
    return { problem: `the JSON does not parse: ${(error as Error).message}` };
  }
  const checked = schema.safeParse(parsed);
  if (checked.success) return { value: checked.data };
  const problems = checked.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'the object'}: ${message}`);
  return { problem: problems.join('; ') };
}
