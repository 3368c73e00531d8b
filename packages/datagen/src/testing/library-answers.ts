import { createHash } from 'node:crypto';
import type { ChatRequest } from './openai-server.js';

const questions = [
  ['Which books are longer than N pages?', 'SELECT title FROM book WHERE pages > N'],
  ['Which books have fewer than N pages?', 'SELECT title FROM book WHERE pages < N'],
  ['How many books are longer than N pages?', 'SELECT count(*) FROM book WHERE pages > N'],
  ['Which books do not have N pages?', 'SELECT title FROM book WHERE pages <> N'],
] as const;

/** Answers of a model that knows the small library; the same prompt gets the same answer, as from a model at temperature 0. */
export function libraryAnswer({ messages: [prompt = ''] }: Pick<ChatRequest, 'messages'>): string {
  const drawn = createHash('sha256').update(prompt).digest();
  if (prompt.includes('"query_template"')) {
    const columns = Array.from({ length: 1 + (drawn[0]! % 40) }, () => 'column').join(', ');
    return answer({ reasoning: 'A list.', query_template: `SELECT ${columns} FROM table` });
  }
  if (prompt.includes('"fixing_needed"'))
    return answer({ reasoning: 'Right.', fixing_needed: 'NO' });
  const [question, query] = questions[drawn[0]! % questions.length]!;
  const number = String(150 + (drawn.readUInt16BE(1) % 400));
  return answer({ question: question.replace('N', number), query: query.replace('N', number) });
}

/** JSON in a fence, as models like to write it. */
export function answer(value: object): string {
  return `\`\`\`json\n${JSON.stringify(value)}\n\`\`\``;
}
