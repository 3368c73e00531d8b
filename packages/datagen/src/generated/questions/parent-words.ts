import { plural } from '../english/inflection.js';
import type { Speaker } from '../english/speaker.js';
import type { SpokenLink } from '../generated-database.js';
import type { Filter } from './filter.js';

/** A phrase that leads from the child to its parent. */
export function connector(speaker: Speaker, link: SpokenLink): string {
  return speaker.random.pick(link.phrases);
}

/** The parent under a filter: "the author named Anna Bose", "authors from Peru". */
export function parentWords(speaker: Speaker, link: SpokenLink, filter: Filter): string {
  const noun = speaker.parentNoun(link);
  const label =
    filter.field === link.parent.labels[0] &&
    link.parent.labels.length === 1 &&
    filter.condition.kind === 'compare' &&
    filter.condition.operator === '=' &&
    filter.condition.right.kind === 'literal';
  if (label && speaker.random.chance(0.6)) {
    const v = speaker.value(String((filter.condition as { right: { value: string } }).right.value));
    return speaker.say(v, `the ${noun} ${v}`, `${noun} ${v}`, `the ${noun} named ${v}`);
  }
  const words = (chosen: string): string =>
    [filter.before, chosen, filter.after].filter(Boolean).join(' ');
  return speaker.say(words(plural(noun)), `the ${words(noun)}`, `${words(plural(noun))}`);
}
