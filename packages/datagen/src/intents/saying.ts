/**
 * The notation of sayings: `{rows}` is a placeholder, `(a|b|)` one of several ways, `@name` one of {@link shared}.
 *
 * @module
 */
import type { Random } from '../generated/random.js';

/** What many sayings begin or go on with. */
const shared: Readonly<Record<string, string>> = {
  n: '(number of|count of|total number of|no. of)',
  show: '(show me|list|give me|display|get me|pull)',
  show2: '(show|list|give|print|return)',
  per: '(per|by|for each|for every)',
  each: '(each|every|any given)',
  avg: '(average|mean|avg)',
  sum: '(total|sum of|overall|summed)',
  most: '(highest|largest|biggest|top)',
  least: '(lowest|smallest)',
  want: "(I need|I want|I would like|we need|I'd like to have)",
  know: "(I'd like to know|do we know|can you tell me|could you tell me|please tell me|I was wondering)",
  please: '(please|pls|kindly)',
  can: '(can you|could you please|would you please)',
  find: '(find|look up|search for|fetch)',
  share: '(share|percentage|proportion in percent)',
};

const group = /\(([^()]*\|[^()]*)\)/;

/** With `@name` written out. @throws RangeError for a name that is not shared */
function spelledOut(saying: string): string {
  return saying.replace(/@([a-z0-9]+)/g, (_, name: string) => {
    const text = shared[name];
    if (text === undefined) throw new RangeError(`saying: expected a shared part, got @${name}.`);
    return text;
  });
}

/** One way to say it, its placeholders still open. */
function oneWay(saying: string, random: Random): string {
  let text = spelledOut(saying);
  for (let match = group.exec(text); match; match = group.exec(text))
    text = text.replace(match[0], () => random.pick(match[1]!.split('|')) || '');
  return text;
}

/** The placeholders that are there in whichever way it is said. */
export function alwaysSaid(saying: string): ReadonlySet<string> {
  let text = spelledOut(saying);
  for (let match = group.exec(text); match; match = group.exec(text)) {
    const ways = match[1]!.split('|').map((way) => new Set(placeholders(way)));
    const inAll = [...ways[0]!].filter((name) => ways.every((way) => way.has(name)));
    text = text.replace(match[0], () => inAll.map((name) => `{${name}}`).join(''));
  }
  return new Set(placeholders(text));
}

/** The placeholders of a text. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name!);
}

/** The text with its placeholders filled. @throws RangeError for a placeholder that has no words */
function withWords(text: string, words: ReadonlyMap<string, string>): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const found = words.get(name);
    if (found === undefined)
      throw new RangeError(
        `saying: expected words for {${name}} in "${text}", got ${[...words.keys()].join(', ')}.`,
      );
    return found;
  });
}

/**
 * A saying as people type it: tidy mostly, sometimes without a capital or the mark at the end, now and then with letters in the
 * wrong order, never in a name or a value.
 *
 * @param kept - further words that stay as they are: what the answer has to say
 */
export function typed(
  saying: string,
  words: ReadonlyMap<string, string>,
  random: Random,
  kept: ReadonlySet<string> = new Set(),
): string {
  const way = oneWay(saying, random);
  const filled = withWords(random.chance(0.06) ? misspelt(way, kept, random) : way, words);
  const tidy = filled
    .replace(/\s+/g, ' ')
    .replace(/ ([?.,])/g, '$1')
    .replace(/(?<![\w.,-])1 (year|month|week|day|hour|minute)s\b/g, '1 $1')
    .trim();
  const begun = random.chance(0.55) ? tidy.charAt(0).toUpperCase() + tidy.slice(1) : tidy;
  return random.chance(0.25) ? begun.replace(/[.?]$/, '') : begun;
}

/** Two letters of one long word change places, or one is left out. */
function misspelt(text: string, kept: ReadonlySet<string>, random: Random): string {
  const long = [...text.matchAll(/(?<=^| )[a-z]{6,}(?=$|[ ,?.])/g)].filter(
    ([word]) => !kept.has(word),
  );
  if (long.length === 0) return text;
  const { 0: word, index } = random.pick(long);
  const at = random.integer(1, word.length - 3);
  const slip = random.chance(0.6)
    ? word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2)
    : word.slice(0, at) + word.slice(at + 1);
  return text.slice(0, index) + slip + text.slice(index + word.length);
}
