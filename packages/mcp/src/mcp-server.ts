import { createRequire } from 'node:module';
import { McpServer } from '@modelcontextprotocol/server';
import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';
import { escapeControls, jsonText } from '@momq/core/execution';
import { describeFailure } from '@momq/serve';
import {
  askArguments,
  describeArguments,
  queryArguments,
  readArguments,
  told,
} from './tools/arguments.js';
import { ask } from './tools/ask.js';
import { describe } from './tools/describe.js';
import { listDatabases } from './tools/list-databases.js';
import { query } from './tools/query.js';
import type { ToolContext } from './tools/tool-context.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

const annotations = { readOnlyHint: true, openWorldHint: false };

/** A server with the four tools. One is made for each connection, or each request over HTTP; they share what is open. */
export function mcpServer(context: ToolContext): McpServer {
  const server = new McpServer({ name: 'momq', version });
  server.registerTool(
    'list_databases',
    { description: 'Databases that can be asked, with dialect and number of tables.', annotations },
    (call) => result(context, call, (signal) => listDatabases(context, signal)),
  );
  server.registerTool(
    'describe',
    {
      description:
        'Tables, columns and links of a database (graphs: labels and relationships), as ask and query see it.',
      inputSchema: told(describeArguments),
      annotations,
    },
    (given, call) =>
      result(context, call, (signal) =>
        describe(context, readArguments(describeArguments, given), signal),
      ),
  );
  server.registerTool(
    'ask',
    {
      description:
        'Answers one English question about the data with a query and its rows. status: answered; uncertain (check query and doubts); declined (reason).',
      inputSchema: told(askArguments),
      annotations,
    },
    (given, call) =>
      result(context, call, (signal) => ask(context, readArguments(askArguments, given), signal)),
  );
  server.registerTool(
    'query',
    {
      description:
        "Runs one read-only query in the database's dialect, for what ask did not answer. Take names from describe. Writes are refused.",
      inputSchema: told(queryArguments),
      annotations,
    },
    (given, call) =>
      result(context, call, (signal) =>
        query(context, readArguments(queryArguments, given), signal),
      ),
  );
  return server;
}

/** What a tool gives, as text; an error with its code and what to do. */
async function result(
  { served, ...options }: ToolContext,
  { mcpReq }: ServerContext,
  work: (signal: AbortSignal) => Promise<object | string>,
): Promise<CallToolResult> {
  try {
    const given = await work(mcpReq.signal);
    const text = typeof given === 'string' ? given : escapeControls(jsonText(given));
    return { content: [{ type: 'text', text }] };
  } catch (error) {
    if (mcpReq.signal.aborted) throw error; // nobody waits for it
    const { code, message } = describeFailure(error, options, served.sources);
    const text = escapeControls(`${code}: ${message}`);
    return { content: [{ type: 'text', text }], isError: true };
  }
}
