const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty';

const values = new Map<string, number>([
  ...units.split(' ').map((word, value): [string, number] => [word, value]),
  ['once', 1],
  ['twice', 2],
  ['thrice', 3],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
  ['sixty', 60],
  ['seventy', 70],
  ['eighty', 80],
  ['ninety', 90],
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1_000_000],
  ['dozen', 12],
]);

/**
 * The number that a word of a question states: `1,000` → 1000, `3.5` → 3.5, `seven` → 7.
 *
 * @returns undefined for words that are no number
 */
export function numberOf(word: string): number | undefined {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(word)) return Number(word.replaceAll(',', ''));
  if (/^\d+(?:\.\d+)?$/.test(word)) return Number(word);
  return values.get(word.toLowerCase());
}
