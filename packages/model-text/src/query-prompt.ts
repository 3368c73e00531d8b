import { dialectPrompt, type GenerationRequest, type Teaching } from '@momq/core';
import { similarExamples } from '@momq/core/semantics';
import type { ChatMessage } from './chat-format.js';

/** Checked pairs that a prompt shows at most. */
const maxExamples = 3;

/**
 * What a language model is told. The schema stands first and the question last, so that all questions on a database begin alike.
 * What a semantic model says of the database stands with the schema; of its checked pairs those that are like the question come before it.
 * After an attempt that did not run, its query and the engine's message follow.
 */
export function queryPrompt({
  question,
  schema,
  dialect,
  previous,
  teaching,
}: Pick<
  GenerationRequest,
  'question' | 'schema' | 'dialect' | 'previous' | 'teaching'
>): ChatMessage[] {
  const { renderSchema, rules } = dialectPrompt(dialect);
  const told = [
    `You write read-only database queries. This is the schema:`,
    renderSchema(schema),
    ...taught(teaching),
    ...(rules.length === 0 ? [] : [rules.map((rule) => `- ${rule}`).join('\n')]),
  ];
  const ask = (text: string): ChatMessage => ({
    role: 'user',
    text: `Question: ${text}\nAnswer with one ${dialect.id} query and nothing else. Use only names of the schema, spelled as there.`,
  });
  const examples = similarExamples(question, teaching?.examples ?? [], maxExamples).reverse();
  const messages: ChatMessage[] = [
    { role: 'system', text: told.join('\n\n') },
    ...examples.flatMap((example): ChatMessage[] => [
      ask(example.question),
      { role: 'assistant', text: example.query },
    ]),
    ask(question),
  ];
  if (previous === undefined) return messages;
  return [
    ...messages,
    { role: 'assistant', text: previous.query },
    {
      role: 'user',
      text: `That query does not run: ${previous.message}\nAnswer with the corrected query and nothing else.`,
    },
  ];
}

/** Instructions and measures of a semantic model, one a line. */
function taught(teaching: Teaching | undefined): string[] {
  if (teaching === undefined) return [];
  const measures = teaching.metrics.map(
    ({ name, expression, description }) =>
      `${name} is ${expression}${description === undefined ? '' : ` (${description})`}`,
  );
  const lines = [...teaching.instructions, ...measures].map((line) => `- ${line}`);
  return lines.length === 0 ? [] : [lines.join('\n')];
}
