import type { DatabaseCounts } from '../../generated/plan-databases.js';
import { planDatabases } from '../../generated/plan-databases.js';
import { sampleDatabase } from '../../generated/sample-database.js';
import type { SourceDatabase } from './source-databases.js';

/** Databases of the grammar's domains to ask about, training ones first; the same seed gives the same ones. */
export function generatedSources(counts: DatabaseCounts, seed: number): SourceDatabase[] {
  const plans = planDatabases(counts, seed);
  const train = plans.filter(({ split }) => split === 'train');
  const others = plans.filter(({ split }) => split !== 'train');
  return [...train, ...others].map(({ id, split, domain, seed: own }) => ({
    id,
    split,
    content: () => Promise.resolve(sampleDatabase(domain, id, own).content),
  }));
}
