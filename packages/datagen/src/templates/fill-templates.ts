import { Random } from '../generated/random.js';
import type { LivedInDatabase } from './lived-in/lived-in-database.js';
import { questionTemplates } from './questions/all-templates.js';
import type { FilledTemplate } from './template.js';

/** A question with what its query is written from. */
export interface TemplateQuestion extends Pick<FilledTemplate, 'sql'> {
  /** Name of the template. */
  readonly template: string;
  readonly question: string;
}

/**
 * Fills every template in turn, in a random order, until nothing new comes: one or two wordings of each filling, none twice.
 * The questions are not yet run.
 */
export function* fillTemplates(
  database: LivedInDatabase,
  seed: number,
): Generator<TemplateQuestion> {
  const random = new Random(seed);
  const seen = new Set<string>();
  for (let round = 0; round < 6; round += 1) {
    for (const template of random.shuffle(questionTemplates)) {
      const filled = template.fill({ random, database });
      if (filled === undefined) continue;
      for (const wording of random.sample(filled.questions, random.chance(0.3) ? 2 : 1)) {
        const question = typed(wording, random);
        if (seen.has(question.toLowerCase())) continue;
        seen.add(question.toLowerCase());
        yield { template: template.name, question, sql: filled.sql };
      }
    }
  }
}

/** As people type: mostly tidy, sometimes without a capital or the mark at the end. */
function typed(wording: string, random: Random): string {
  const tidy = wording.replace(/\s+/g, ' ').trim();
  const begun = random.chance(0.5) ? tidy.charAt(0).toUpperCase() + tidy.slice(1) : tidy;
  return random.chance(0.25) ? begun.replace(/[.?]$/, '') : begun;
}
