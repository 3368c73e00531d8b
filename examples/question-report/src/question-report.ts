import { MoMQError } from '@momq/core';
import type { Answer, Database, MoMQ } from '@momq/core';

/**
 * Answers questions one after another and reports them in Markdown: the query beside the rows, so that a reader can
 * judge both, after what is unsure. A question without an answer is reported with the reason and does not end the report.
 */
export async function questionReport(
  questions: readonly string[],
  database: Database,
  momq: MoMQ,
): Promise<string> {
  const sections: string[] = [];
  for (const question of questions) {
    sections.push(`## ${question}\n\n${await answerSection(question, database, momq)}`);
  }
  return `# Questions\n\n${sections.join('\n\n')}\n`;
}

async function answerSection(question: string, database: Database, momq: MoMQ): Promise<string> {
  try {
    return describe(await momq.ask(question, database, { maxRows: 10 }));
  } catch (error) {
    if (!MoMQError.isInstance(error)) throw error;
    return `No answer (${error.code}): ${error.message}`;
  }
}

function describe(answer: Answer): string {
  if (answer.status === 'declined') {
    const { sentence, suggestions } = answer.reason;
    return `Declined: ${sentence}${suggestions.length === 0 ? '' : ` Did you mean ${suggestions.join(' or ')}?`}`;
  }
  const { query, columns, rows, truncated, notes, doubts } = answer;
  const header = [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---|').join('')}`];
  const body = rows.map((row) => `| ${row.map((value) => String(value ?? '')).join(' | ')} |`);
  const remarks = [
    ...doubts,
    ...(truncated ? ['Only the first ten rows are shown.'] : []),
    ...notes,
  ].map((note) => `> ${note}`);
  return ['```sql', query, '```', '', ...header, ...body, ...remarks].join('\n');
}
