/** Similarity from which a common beginning counts. */
const boostFrom = 0.7;
/** Of what is missing to 1, for each character of the common beginning. */
const perCharacter = 0.1;
const longestBeginning = 4;

/**
 * How alike two texts are, 0 to 1: characters that they share at about the same place, and how they begin. 1 for the same text.
 *
 * @remarks Source: Winkler 1990, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record
 * Linkage", with its usual constants; MoMQ (arXiv:2410.18406) logs it of gold and predicted query.
 */
export function jaroWinkler(left: string, right: string): number {
  const [a, b] = [[...left], [...right]]; // by code points
  const jaro = jaroOf(a, b);
  if (jaro <= boostFrom) return jaro;
  const most = Math.min(longestBeginning, a.length, b.length);
  let common = 0;
  while (common < most && a[common] === b[common]) common += 1;
  return jaro + common * perCharacter * (1 - jaro);
}

function jaroOf(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Array<boolean>(b.length).fill(false);
  const shared = a.filter((character, place) => {
    const end = Math.min(b.length, place + reach + 1);
    for (let other = Math.max(0, place - reach); other < end; other += 1) {
      if (taken[other] === true || b[other] !== character) continue;
      taken[other] = true;
      return true;
    }
    return false;
  });
  if (shared.length === 0) return 0;
  const inOther = b.filter((_, place) => taken[place]);
  const moved = shared.filter((character, place) => character !== inOther[place]).length;
  const n = shared.length;
  return (n / a.length + n / b.length + (n - Math.floor(moved / 2)) / n) / 3;
}
