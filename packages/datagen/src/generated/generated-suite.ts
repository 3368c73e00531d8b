import type { DatabaseContent, LogicalDialectPack } from '@momq/dialect';
import { MoMQError } from '@momq/dialect';
import type { EvaluationQuestion } from '@momq/core/evaluation';

import type { Progress } from '../pairs/progress.js';
import { openTarget } from '../pairs/target-database.js';
import type { TargetDatabase } from '../pairs/target-database.js';
import { generateCandidates } from './generate-candidates.js';
import { planDatabases } from './plan-databases.js';
import { sampleDatabase } from './sample-database.js';
import { verifyCandidate } from './verify-candidates.js';

/** Questions with stored answers, and the databases they are about. */
export interface GeneratedSuite {
  readonly questions: readonly EvaluationQuestion[];
  /** Content by database id. @throws MoMQError `CONFIG_INVALID` for an id that is not of the suite. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
}

/** What {@link generatedSuite} needs. */
export interface GeneratedSuiteOptions {
  /** The engines that must agree on an answer; the first says what it is. */
  readonly engines: readonly LogicalDialectPack[];
  /** Default 1, the seed of the published figures. */
  readonly seed?: number;
  /** Default 40. */
  readonly databases?: number;
  /** Default 13: 520 questions. */
  readonly questionsPerDatabase?: number;
  readonly onProgress?: Progress;
}

/**
 * Makes the `generated` suite from its seed: databases of domains that no training database comes from, questions about
 * them, and their answers. `gold` holds the query of every engine's dialect.
 */
export async function generatedSuite(options: GeneratedSuiteOptions): Promise<GeneratedSuite> {
  const { engines: targets, seed = 1, databases = 40, questionsPerDatabase = 13 } = options;
  const contents = new Map<string, DatabaseContent>();
  const questions: EvaluationQuestion[] = [];
  const plans = planDatabases({ train: 0, validation: 0, test: databases }, seed);
  for (const [index, plan] of plans.entries()) {
    const database = sampleDatabase(plan.domain, plan.id, plan.seed);
    contents.set(plan.id, database.content);
    const engines: TargetDatabase[] = [];
    let kept = 0;
    try {
      for (const target of targets) engines.push(await openTarget(target, database.content));
      for (const candidate of generateCandidates(
        database,
        Math.ceil(questionsPerDatabase * 1.6),
        plan.seed,
      )) {
        if (kept === questionsPerDatabase) break;
        const verified = await verifyCandidate(candidate, engines);
        if (typeof verified === 'string') continue;
        kept += 1;
        const gold = Object.fromEntries(
          [...verified.byDialect].map(([dialect, { text }]) => [dialect, text]),
        );
        questions.push({
          id: `${plan.id}#${kept}`,
          dbId: plan.id,
          question: verified.question,
          gold,
          answer: verified.executed.rows,
        });
      }
    } finally {
      for (const engine of engines) await engine.close();
    }
    options.onProgress?.(index + 1, plans.length, plan.id);
  }
  return {
    questions,
    content: (dbId) => {
      const content = contents.get(dbId);
      if (!content)
        return Promise.reject(
          new MoMQError(
            'CONFIG_INVALID',
            `generated suite: expected one of its ${contents.size} databases, got ${dbId}.`,
          ),
        );
      return Promise.resolve(content);
    },
  };
}
