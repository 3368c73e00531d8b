import { hashToUnit } from '../pairs/split-by-database.js';
import type { Split } from '@momq/core/pairs';
import type { GeneratedDatabase } from './generated-database.js';
import type { Domain } from './lexicon/domain.js';
import { domains } from './lexicon/domain.js';
import { sampleDatabase } from './sample-database.js';

/** Databases of each split. */
export type DatabaseCounts = Readonly<Record<Split, number>>;

/** Domains that no training database is made of. */
const testDomains = 10;
const validationDomains = 6;

/**
 * The domains of a split: test and validation have their own, so that their words are new as well as their schemas.
 * Which ones does not depend on the seed.
 */
export function domainsOf(split: Split): readonly Domain[] {
  const shuffled = [...domains].sort(
    (left, right) => hashToUnit(left.name, 0) - hashToUnit(right.name, 0),
  );
  if (split === 'test') return shuffled.slice(0, testDomains);
  if (split === 'validation') return shuffled.slice(testDomains, testDomains + validationDomains);
  return shuffled.slice(testDomains + validationDomains);
}

/** The domain of a plan that was sent from elsewhere. */
export function domainNamed(name: string): Domain {
  return domains.find((domain) => domain.name === name)!;
}

/** What is needed to make one database again. */
export interface DatabasePlan {
  readonly id: string;
  readonly split: Split;
  readonly domain: Domain;
  readonly seed: number;
}

/** Plans databases: the domains of each split in turn, test and validation first. Any prefix of a longer plan is the same. */
export function planDatabases(counts: DatabaseCounts, seed: number): DatabasePlan[] {
  return (['test', 'validation', 'train'] as const).flatMap((split) =>
    Array.from({ length: counts[split] }, (_, index): DatabasePlan => {
      const choices = domainsOf(split);
      const domain = choices[index % choices.length]!;
      const id = `${domain.name.replaceAll(' ', '_')}_${split}${index}_s${seed}`;
      return { id, split, domain, seed: Math.floor(hashToUnit(id, seed) * 2 ** 32) };
    }),
  );
}

/**
 * Makes databases of many domains with schemas and rows of their own; the same seed gives the same ones.
 *
 * @param options.count - databases in all.
 * @param options.split - whose domains; default `train`.
 */
export function generateDatabases(options: {
  readonly seed: number;
  readonly count: number;
  readonly split?: Split;
}): GeneratedDatabase[] {
  const split = options.split ?? 'train';
  const counts = { train: 0, validation: 0, test: 0, [split]: options.count };
  return planDatabases(counts, options.seed).map((plan) =>
    sampleDatabase(plan.domain, plan.id, plan.seed),
  );
}
