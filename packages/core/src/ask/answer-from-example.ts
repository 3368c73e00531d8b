import { schemaIdentity } from '../history/schema-identity.js';
import { isEmbedded } from '../packs/pack-databases.js';
import { sameQuestion } from '../semantics/similar-examples.js';
import type { SureAnswer } from './answer.js';
import type { AskedQuestion } from './asked-question.js';
import { tryCandidates } from './choose-candidate.js';

/**
 * The answer of the checked query whose question is the same; undefined where there is none, or where it does not run (any more).
 * No model is asked, so there is no confidence.
 */
export async function answerFromExample({
  question,
  teaching,
  dialect,
  database,
  run,
  clock,
}: AskedQuestion): Promise<SureAnswer | undefined> {
  if (teaching === undefined) return undefined;
  const example = sameQuestion(question, teaching.examples);
  if (example === undefined) return undefined;
  clock.begin('execute');
  const tried = await tryCandidates([{ query: example.query, logProb: 0 }], run);
  clock.end();
  clock.addChecks(tried.checkMs);
  if (tried.choice === undefined) return undefined;
  const { emulation } = dialect.capabilities;
  const { columns, rows, truncated, columnTypes, truncatedBy } = tried.choice.result;
  return {
    status: 'answered',
    doubts: [],
    alternatives: [],
    evidence: {},
    unusedWords: [],
    question,
    dialect: dialect.id,
    database: schemaIdentity(teaching.whole),
    query: example.query,
    columns,
    columnTypes,
    rows,
    truncated,
    ...(truncatedBy !== undefined && { truncatedBy }),
    candidates: tried.reports,
    routing: {},
    semantics: { source: teaching.source, used: [`the query of "${example.question}"`] },
    notes: [
      `This query stands in ${teaching.source} for the question "${example.question}"; no model was asked.`,
      ...(emulation !== undefined && isEmbedded(database) ? [emulation] : []),
    ],
    timings: clock.timings(),
  };
}
