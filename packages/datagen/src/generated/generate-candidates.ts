import type { LogicalQuery } from '@momq/dialect';
import { canonicalise } from '@momq/core/logical';

import { capitalise, Speaker } from './english/speaker.js';
import type { GeneratedDatabase } from './generated-database.js';
import type { AskedQuery, Intent } from './questions/intent.js';
import { childrenPerParent } from './questions/children-per-parent.js';
import { frequent, grouped, setOperation } from './questions/groups.js';
import {
  childrenOfParent,
  parentOfExtreme,
  parentsWithChildren,
  sideBySide,
} from './questions/linked-rows.js';
import { parentsInBoth, parentsWithout } from './questions/parent-sets.js';
import { ordered, project, superlative } from './questions/table-rows.js';
import { aggregated, comparedWithAll, count } from './questions/totals.js';
import { bothParents, throughJunction } from './questions/two-parents.js';
import { Random } from './random.js';

/** How often each kind of question comes, after what people ask of databases. */
const intents: readonly (readonly [Intent, number])[] = [
  [project, 15],
  [count, 9],
  [aggregated, 7],
  [superlative, 9],
  [ordered, 6],
  [grouped, 8],
  [frequent, 6],
  [comparedWithAll, 3],
  [setOperation, 3],
  [childrenOfParent, 10],
  [parentsWithChildren, 7],
  [sideBySide, 5],
  [childrenPerParent, 9],
  [parentsWithout, 5],
  [parentOfExtreme, 4],
  [throughJunction, 5],
  [bothParents, 3],
  [parentsInBoth, 2.5],
];

/**
 * Draws `count` different questions about a database. They are well formed but not yet run: some give no rows.
 */
export function generateCandidates(
  database: GeneratedDatabase,
  count: number,
  seed: number,
): AskedQuery[] {
  const random = new Random(seed);
  const speaker = new Speaker(random);
  const seen = new Set<string>();
  const candidates: AskedQuery[] = [];
  for (let attempt = 0; attempt < count * 4 && candidates.length < count; attempt += 1) {
    const intent = random.weighted(intents);
    const asked = intent({ speaker, database });
    if (!asked) continue;
    const query: LogicalQuery = canonicalise(asked.query, database.content.schema);
    const question = finish(asked.question, random);
    // A query may come in a few phrasings, a question once.
    const form = JSON.stringify(query);
    if (seen.has(question) || (seen.has(form) && !random.chance(0.3))) continue;
    seen.add(question).add(form);
    candidates.push({ question, query });
  }
  return candidates;
}

/** Tidies spaces; a few questions come without capitals or final mark, as people type. */
function finish(question: string, random: Random): string {
  const tidy = capitalise(
    question
      .replace(/\s+/g, ' ')
      .replace(/ ([.,?])/g, '$1')
      .replace(/\bthe the\b/g, 'the')
      .trim(),
  );
  const typed = random.chance(0.06) ? tidy.replace(/[.?]$/, '') : tidy;
  return random.chance(0.04) ? typed.charAt(0).toLowerCase() + typed.slice(1) : typed;
}
