import {
  dialectPrompt,
  type DatabaseSchema,
  type GenerationRequest,
  type Teaching,
} from '@momq/core';
import { similarExamples } from '@momq/core/semantics';
import type { ChatMessage } from './chat-format.js';
import { mentionedValues } from './mentioned-values.js';

/** Checked pairs that a prompt shows at most. */
const maxExamples = 3;

/** What a language model is told, in the order in which it reads it. */
export interface QueryPrompt {
  /** The same for every question on a schema in a dialect, so that it is read once; dialects that show a schema alike begin alike. */
  readonly prefix: readonly ChatMessage[];
  /** What the question brings. */
  readonly messages: readonly ChatMessage[];
  /** What the answer begins with. */
  readonly opening: string;
  /** What stands behind the query, in an answer that is complete. */
  readonly ending: string;
}

/**
 * The prompt for a question: the schema with what a semantic model teaches of it, then the dialect's rules; after that, for this
 * question alone, checked pairs that are like it, the values that it names, and the question. After an attempt that did not run,
 * its query and the engine's message follow.
 *
 * @param schema - the schema that is shown, where it is not the request's
 */
export function queryPrompt(
  request: Omit<GenerationRequest, 'database'>,
  schema: DatabaseSchema = request.schema,
): QueryPrompt {
  const { question, dialect, link, previous, teaching } = request;
  const { renderSchema, rules } = dialectPrompt(dialect);
  const told = [
    'You write read-only database queries. This is the schema:',
    renderSchema(schema),
    ...taught(teaching),
    ...(rules.length === 0 ? [] : [rules.map((rule) => `- ${rule}`).join('\n')]),
    `Answer each question with one ${dialect.id} query and nothing else. Use only names of the schema, spelled as there.`,
  ];
  const examples = similarExamples(question, teaching?.examples ?? [], maxExamples).reverse();
  const language = dialect.family === 'relational' ? 'sql' : dialect.id;
  const opening = `\`\`\`${language}\n`;
  const ending = '\n```';
  const answer = (query: string): ChatMessage => ({
    role: 'assistant',
    text: `${opening}${query}${ending}`,
  });
  const values = mentionedValues(link).map((line) => `${line}\n`);
  const messages: ChatMessage[] = [
    ...examples.flatMap((example) => [asked(example.question), answer(example.query)]),
    asked(question, values.join('')),
  ];
  if (previous !== undefined)
    messages.push(answer(previous.query), {
      role: 'user',
      text: `That query does not run: ${previous.message}\nAnswer with the corrected query.`,
    });
  return { prefix: [{ role: 'system', text: told.join('\n\n') }], messages, opening, ending };
}

/** A question stands in one line: it cannot look like more than that. */
function asked(question: string, values = ''): ChatMessage {
  return { role: 'user', text: `${values}Question: ${question.replaceAll(/\s+/g, ' ')}` };
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
