import { dialectPrompt, type GenerationRequest } from '@momq/core';
import type { ChatMessage } from './chat-format.js';

/**
 * What a language model is told. The schema stands first and the question last, so that all questions on a database begin alike.
 * After an attempt that did not run, its query and the engine's message follow.
 */
export function queryPrompt({
  question,
  schema,
  dialect,
  previous,
}: Pick<GenerationRequest, 'question' | 'schema' | 'dialect' | 'previous'>): ChatMessage[] {
  const { renderSchema, rules } = dialectPrompt(dialect);
  const told = [
    `You write read-only database queries. This is the schema:`,
    renderSchema(schema),
    ...(rules.length === 0 ? [] : [rules.map((rule) => `- ${rule}`).join('\n')]),
  ];
  const asked = `Question: ${question}\nAnswer with one ${dialect.id} query and nothing else. Use only names of the schema, spelled as there.`;
  const messages: ChatMessage[] = [
    { role: 'system', text: told.join('\n\n') },
    { role: 'user', text: asked },
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
