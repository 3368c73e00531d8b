import { Worker } from 'node:worker_threads';
import { requireReadOnly } from '@momq/core/execution';
import { engineScript } from '@momq/core/sql';
import type { AllowedCalls } from './allowed-calls.js';
import { checkHere } from './cypher-parser.js';
import type { Deadline } from './deadline.js';
import { checkReadings, type CheckedQuery } from './query-check.js';
import { readingsOf } from './server-readings.js';
import type { ParsedText } from './syntax-tree.js';
import { anyText, placeBeyond, requireWithin, smallText } from './text-limits.js';

/**
 * Parses a query and lets it through if it can do nothing but read. Long texts are parsed in a thread, within the deadline.
 *
 * @throws QueryRefusedError, QuerySyntaxError, QueryTimeoutError
 */
export async function requireReading(
  text: string,
  allowed: AllowedCalls,
  deadline: Deadline,
): Promise<CheckedQuery> {
  const isSmall = placeBeyond(text, smallText) === undefined;
  const checked = isSmall ? checkHere(text, allowed) : await checkInThread(text, allowed, deadline);
  // The first text loads the grammar, which is not the query's fault.
  if (isSmall) deadline.restart();
  requireReadOnly(checked.analysis);
  return checked;
}

async function checkInThread(
  text: string,
  allowed: AllowedCalls,
  deadline: Deadline,
): Promise<CheckedQuery> {
  requireWithin(text, anyText);
  const [first, ...others] = readingsOf(text);
  const readings = [];
  for (const reading of others) readings.push(await parseInThread(reading, deadline));
  return checkReadings([await parseInThread(first, deadline), ...readings], allowed);
}

async function parseInThread(text: string, deadline: Deadline) {
  const thread = new Worker(
    engineScript('tree-thread.js', import.meta.url, '@momq/dialect-cypher'),
    {
      workerData: text,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    },
  );
  const parsed = new Promise<ParsedText>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
  });
  const end = (): void => void thread.terminate();
  try {
    return { text, parsed: await deadline.within(parsed, end) };
  } finally {
    end();
  }
}
