import { jsonText } from '@momq/core/execution';
import type { Context } from 'hono';
import { jsonBody } from '../guards/guarded-app.js';
import type { ServedEnv } from '../guards/guarded-app.js';
import type { ServedDatabases } from '../served-databases.js';
import type { QuestionDesk } from './question-desk.js';
import { badRequest, readOptions } from './read-options.js';
import type { QuestionLimits } from './read-options.js';

/** Earlier questions of a request at most. */
const maxHistory = 100;

/** `POST /ask`: `{ question, database?, history?, options? }`, answered by the `Answer` as JSON. */
export function askRoute(desk: QuestionDesk, databases: ServedDatabases, limits: QuestionLimits) {
  return async (context: Context<ServedEnv>): Promise<Response> => {
    const { question, database, history = [], options, ...rest } = await jsonBody(context);
    const [unknown] = Object.keys(rest);
    if (unknown !== undefined)
      throw badRequest(unknown, 'question, database, history or options', 'another name');
    if (typeof question !== 'string') throw badRequest('question', 'a text', 'another value');
    if (database !== undefined && typeof database !== 'string')
      throw badRequest('database', 'a name', 'another value');
    if (!isTexts(history) || history.length > maxHistory)
      throw badRequest(
        'history',
        `a list of at most ${maxHistory} earlier questions`,
        'another value',
      );
    const answer = await desk.answer({
      question,
      served: databases.named(database),
      earlier: history,
      options: readOptions(options, limits, 'options'),
      signal: context.env.signal,
    });
    return context.body(jsonText(answer), 200, { 'content-type': 'application/json' });
  };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
