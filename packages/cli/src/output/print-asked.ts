import type { Answer } from '@momq/core';
import type { Questioned } from '../commands/open-questioned.js';
import { heading, printAnswer, printExplanation } from './answer-text.js';
import { escapeControls } from '@momq/core/execution';
import { toJson } from './json.js';
import { matchItems } from './linked-items.js';
import type { Output } from './output.js';
import { printQueryFacts, queryFacts } from './query-facts.js';

/** How an answer is printed. */
export interface PrintOptions {
  /** As one JSON object. */
  readonly json?: boolean;
  /** With what the query reads, the items that the question matches, and how the answer came about. */
  readonly explain?: boolean;
}

/** Prints an answer of `database` as `ask` and `chat` do. */
export async function printAsked(
  answer: Answer,
  { momq, database, packs }: Questioned,
  { json = false, explain = false }: PrintOptions,
  output: Output,
): Promise<void> {
  const facts = explain ? await explanation(answer, { momq, database, packs }) : {};
  if (json) {
    output.print(toJson({ ...answer, ...facts }));
    return;
  }
  printAnswer(answer, output);
  if (facts.facts !== undefined) {
    heading('what the query reads', output);
    printQueryFacts(facts.facts, output);
  }
  if (facts.linked === undefined) return;
  heading('schema items that the question matches', output);
  for (const { item, kind, match, words } of facts.linked) {
    output.print(
      escapeControls(`  ${kind.padEnd(6)}  ${match.padEnd(7)}  ${item}  ← ${words.join(' ')}`),
    );
  }
  if (answer.status !== 'declined' && answer.semantics !== undefined) {
    heading(`what it uses of ${answer.semantics.source}`, output);
    for (const used of answer.semantics.used) output.print(escapeControls(`  ${used}`));
    if (answer.semantics.used.length === 0) output.print('  nothing');
  }
  printExplanation(answer, output);
}

interface Explanation {
  readonly linked?: Awaited<ReturnType<typeof matchItems>>;
  readonly facts?: Awaited<ReturnType<typeof queryFacts>>;
}

async function explanation(
  answer: Answer,
  { momq, database, packs }: Questioned,
): Promise<Explanation> {
  const linked = await matchItems(answer.question, database, await momq.taught(database));
  const pack = packs.find(({ id }) => id === answer.dialect);
  return {
    linked,
    ...(pack !== undefined &&
      answer.status !== 'declined' && { facts: await queryFacts(answer.query, pack, database) }),
  };
}
