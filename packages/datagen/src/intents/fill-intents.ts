import { canonicalise, visitQuery } from '@momq/core/logical';
import type { LogicalQuery } from '@momq/dialect';

import type { AskedQuery } from '../generated/questions/intent.js';
import { Random } from '../generated/random.js';
import type { LivedInDatabase } from '../templates/lived-in/lived-in-database.js';
import { intents as bank } from './bank/all-intents.js';
import { castOf } from './cast.js';
import type { Intent } from './intent.js';
import { narrowQuestion } from './narrow-question.js';
import type { OpenQuestion } from './narrow-question.js';
import { typed } from './saying.js';
import { Unfillable } from './scene-columns.js';
import { Scene } from './scene.js';
import { withoutIdentity } from './unsaid-identity.js';

/** A question with its query and what it was made from. */
export interface IntentQuestion extends AskedQuery {
  readonly intent: Intent;
}

/** How often people ask otherwise than the saying does. */
interface Habits {
  /** How likely the question asks one thing more of its rows, and then another. */
  readonly narrowed: number;
  /** How likely a list leaves unsaid what its rows are identified by. */
  readonly bare: number;
}

/**
 * Fills an intent once.
 *
 * @param habits - default: the saying as it was written down
 * @returns `undefined` where the database lacks what it needs
 */
export function fillIntent(
  intent: Intent,
  database: LivedInDatabase,
  random: Random,
  { narrowed, bare }: Habits = { narrowed: 0, bare: 0 },
): IntentQuestion | undefined {
  const cast = castOf(intent.needs, database, random);
  if (!cast) return undefined;
  const scene = new Scene(random, cast, intent.needs);
  try {
    const asked = intent.query(scene);
    const chosen = random.pick(intent.sayings);
    const saying = random.chance(bare) ? withoutIdentity(chosen, asked, scene.raw('id')) : chosen;
    let open: OpenQuestion = { query: asked, saying, words: scene.words };
    for (let added = 0; added < 2 && random.chance(narrowed); added += 1)
      open = narrowQuestion(open, database, random) ?? open;
    const query = canonicalise(open.query, database.content.schema);
    return { intent, query, question: typed(open.saying, open.words, random, textsOf(query)) };
  } catch (error) {
    if (error instanceof Unfillable) return undefined;
    throw error;
  }
}

/** The constants of a query that are text. */
function textsOf(query: LogicalQuery): ReadonlySet<string> {
  const found = new Set<string>();
  visitQuery(query, {
    expression(part) {
      if (part.kind === 'literal' && typeof part.value === 'string') found.add(part.value);
    },
  });
  return found;
}

/** How often the bank is gone through for one database. */
const rounds = 3;

/** What people do to a saying. */
const people: Habits = { narrowed: 0.5, bare: 0.5 };

/**
 * Fills every intent in turn, in a random order, a few times; no question and no query comes twice. They are not yet run.
 *
 * @param intents - default: the whole bank
 */
export function* fillIntents(
  database: LivedInDatabase,
  seed: number,
  intents: readonly Intent[] = bank,
): Generator<IntentQuestion> {
  const random = new Random(seed);
  const seen = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    for (const intent of random.shuffle(intents)) {
      const asked = fillIntent(intent, database, random, people);
      if (!asked) continue;
      const question = asked.question
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim();
      const query = JSON.stringify(asked.query);
      if (seen.has(question) || seen.has(query)) continue;
      seen.add(question).add(query);
      yield asked;
    }
  }
}
