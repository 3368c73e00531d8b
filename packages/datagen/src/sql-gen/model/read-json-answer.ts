import type { z } from 'zod';
import { mendJson } from './mend-json.js';

/** What a model wrote, read; or what is wrong with it, in words that it can mend it by. */
export type JsonAnswer<T> =
  | { readonly value: T }
  | {
      readonly problem: string;
      /** Empty where the provider refused to answer. */
      readonly text: string;
    };

/** Reads the JSON object in an answer: alone, in a fence, in one of several, or between other words; with small faults, where what they hide is plain. */
export function readJsonAnswer<T>(text: string, schema: z.ZodType<T>): JsonAnswer<T> {
  const whole = readObject(text, schema);
  if ('value' in whole) return whole;
  const blocks = text.split('```').filter((block) => block.includes('{'));
  const read = blocks.map((block) => readObject(block, schema));
  return read.find((each) => 'value' in each) ?? whole;
}

function readObject<T>(text: string, schema: z.ZodType<T>): JsonAnswer<T> {
  const start = text.indexOf('{');
  if (start < 0) return { problem: 'there is no JSON object in it', text };
  const object = text.slice(start, text.lastIndexOf('}') + 1 || undefined);
  let parsed: unknown;
  try {
    parsed = parseMended(object);
  } catch (error) {
    return { problem: `the JSON does not parse: ${(error as Error).message}`, text };
  }
  const checked = schema.safeParse(parsed);
  if (checked.success) return { value: checked.data };
  const problems = checked.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'the object'}: ${message}`);
  return { problem: problems.join('; '), text };
}

/** @throws SyntaxError of the text as it was written */
function parseMended(object: string): unknown {
  try {
    return JSON.parse(object);
  } catch (error) {
    try {
      return JSON.parse(mendJson(object));
    } catch {
      throw error;
    }
  }
}
