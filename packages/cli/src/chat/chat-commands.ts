import { escapeControls } from '@momq/core/execution';
import { toJson } from '../output/json.js';
import { printAsked } from '../output/print-asked.js';
import type { ChatSession } from './chat-session.js';

/** What a command tells, as lines and as an object for `--json`. */
interface Told {
  readonly lines: readonly string[];
  readonly json: object;
}

/** A command of a conversation. */
interface ChatCommand {
  readonly names: readonly string[];
  readonly help: string;
  /** Undefined for a command that has printed what it tells. */
  run(session: ChatSession): Promise<Told | undefined>;
}

/** A line that commands something which no command does. */
class ChatUsageError extends Error {
  readonly code = 'USAGE';
}

const leaving = [':quit', ':q', ':exit'];

const commands: readonly ChatCommand[] = [
  { names: [':help'], help: 'this list', run: () => Promise.resolve(help()) },
  { names: [':sql', ':query'], help: 'the query of the last answer', run: lastQuery },
  { names: [':explain'], help: 'how the last answer came about', run: explainLast },
  { names: [':tables'], help: 'tables (labels) and their columns', run: tables },
  { names: [':new'], help: 'forget what was answered', run: beginAnew },
];

/** True for a line that commands and asks nothing. */
export function isCommand(line: string): boolean {
  return line.startsWith(':');
}

/**
 * Runs the command of a line.
 *
 * @returns false when the conversation ends
 * @throws an error with the code USAGE for a command that there is not
 */
export async function runCommand(line: string, session: ChatSession): Promise<boolean> {
  const name = line.toLowerCase();
  if (leaving.includes(name)) return false;
  const command = commands.find(({ names }) => names.includes(name));
  if (command === undefined) {
    const known = [...commands.map(({ names }) => names[0]), leaving[0]].join(', ');
    throw new ChatUsageError(`line: expected a question or one of ${known}, got ${line}.`);
  }
  const told = await command.run(session);
  const { output, json } = session;
  if (told !== undefined && json) output.print(toJson(told.json));
  else for (const each of told?.lines ?? []) output.print(escapeControls(each));
  return true;
}

function help(): Told {
  const listed = [...commands, { names: leaving, help: 'leave' }];
  return {
    lines: [
      ...listed.map(({ names, help: text }) => `  ${names.join(', ').padEnd(18)}${text}`),
      'Any other line is a question or a follow-up: how many of them? · and for 2022? · sort them by age',
    ],
    json: { commands: listed.map(({ names, help: text }) => ({ names, help: text })) },
  };
}

function lastQuery({ last }: ChatSession): Promise<Told> {
  const query = last === undefined || last.status === 'declined' ? undefined : last.query;
  return Promise.resolve({
    lines: [query ?? 'There is no query yet.'],
    json: { query: query ?? null },
  });
}

async function explainLast(session: ChatSession): Promise<Told | undefined> {
  const { last, questioned, output, json } = session;
  if (last === undefined) return { lines: ['There is no answer yet.'], json: { answer: null } };
  await printAsked(last, questioned, { explain: true, json }, output);
  return undefined;
}

async function tables({ questioned }: ChatSession): Promise<Told> {
  const { entities } = await questioned.database.schema();
  const listed = entities.map(({ name, fields }) => ({
    name,
    columns: fields.map((field) => field.name),
  }));
  return {
    lines: listed.map(({ name, columns }) => `${name} (${columns.join(', ')})`),
    json: { tables: listed },
  };
}

function beginAnew(session: ChatSession): Promise<Told> {
  session.begin();
  return Promise.resolve({ lines: ['A new conversation.'], json: { new: true } });
}
