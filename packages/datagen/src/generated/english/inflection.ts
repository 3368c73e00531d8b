const irregular: Readonly<Record<string, string>> = {
  child: 'children',
  person: 'people',
  man: 'men',
  policeman: 'policemen',
  fireman: 'firemen',
  staff: 'staff',
  series: 'series',
  'tv series': 'tv series',
  mouse: 'mice',
  life: 'lives',
  half: 'halves',
  leaf: 'leaves',
  hero: 'heroes',
  potato: 'potatoes',
};

/** Words that name one thing although they end in `s`, or have no plural. */
const unchanged = /(ss|us|is)$/;
const massNouns = new Set([
  'stock',
  'revenue',
  'turnover',
  'attendance',
  'experience',
  'staff',
  'information',
  'pay',
  'sex',
  'stature',
  'income',
  'land',
  'inhabitants',
  'seats',
  'details',
  'notes',
  'remarks',
  'points',
  'credits',
  'pages',
  'wins',
  'losses',
  'goals',
  'employees',
  'people',
  'sales',
  'units',
  'megapixels',
  'votes',
  'funds',
  'earnings',
  'bees',
  'kilos',
  'tons',
  'liters',
  'clicks',
  'likes',
  'followers',
  'subscribers',
  'downloads',
  'plays',
  'guests',
  'rooms',
  'bedrooms',
  'floors',
  'lifts',
  'beds',
  'hours',
  'days',
  'minutes',
  'stars',
  'words',
  'moves',
  'hectares',
  'viewers',
  'calories',
  'stops',
  'platforms',
  'trucks',
  'customers',
  'citations',
  'voters',
  'pupils',
  'acts',
  'seasons',
  'inventory',
]);

/** The plural of a noun phrase: of its last word, or of the word before `of`. */
export function plural(phrase: string): string {
  const of = phrase.search(/ (of|in|with|on|to|it|he|how) /);
  if (of > 0) {
    const head = phrase.slice(0, of);
    return /^(number|how|day)\b/.test(head) ? phrase : `${plural(head)}${phrase.slice(of)}`;
  }
  // "Years opened", not "year openeds".
  if (/^(year|date|day) (\w+ed|built|sold|held)$/.test(phrase)) return phrase.replace(' ', 's ');
  const known = irregular[phrase];
  if (known) return known;
  const last = phrase.split(' ').at(-1)!;
  if (massNouns.has(last) || last.endsWith('ics')) return phrase;
  if (irregular[last]) return phrase.slice(0, -last.length) + irregular[last];
  if (/[^aeiou]y$/.test(phrase)) return `${phrase.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/.test(phrase))
    return unchanged.test(phrase) || !phrase.endsWith('s') ? `${phrase}es` : phrase;
  return `${phrase}s`;
}

/** What {@link plural} made of a noun phrase; a phrase that is no plural stays as it is. */
export function singular(phrase: string): string {
  const [head, last] = [phrase.slice(0, phrase.lastIndexOf(' ') + 1), phrase.split(' ').at(-1)!];
  const known = Object.entries(irregular).find(([, many]) => many === last)?.[0];
  const candidates = [known, last.replace(/ies$/, 'y'), last.slice(0, -2), last.slice(0, -1)];
  const one = candidates.find(
    (word) => word !== undefined && word !== last && word.length > 1 && plural(word) === last,
  );
  return head + (one ?? last);
}

/** `a` or `an`. */
export function article(phrase: string): string {
  if (/^(hour|heir|honest)/i.test(phrase)) return 'an';
  if (/^(uni|eu|one|use)/i.test(phrase)) return 'a';
  return /^[aeiou]/i.test(phrase) ? 'an' : 'a';
}

/** `Anna's`, `singers'`. */
export function possessive(phrase: string): string {
  return phrase.endsWith('s') ? `${phrase}'` : `${phrase}'s`;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(parts: readonly string[], conjunction = 'and'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${conjunction} ${parts.at(-1)!}`;
}
