/**
 * A cheap test for questions that are not English, the one language that the embedded model was trained on.
 *
 * Not English when most letters are outside ASCII; when at least two words are function words of another European
 * language and they outnumber the English ones; or when no word is surely English and one is a function word of another
 * language or has a letter that English lacks (names, which begin with a capital, aside). Quoted values do not count.
 *
 * @module
 */

const english = wordSet(
  'all and are average by count did each find from get give how list many most much names number show than that the their ' +
    'there were what when where which who whose with',
);

/** English words that another language has too: they weigh against two foreign words, and prove nothing alone. */
const shared = wordSet('a an do does for have in is more of on or to was');

const foreign = wordSet(
  // Spanish, Portuguese, French, German, Italian, Dutch, Swedish, Polish, Turkish; without words that English or place names share.
  'cuántos cuantos cuántas cuantas cuál cual cuáles qué quién dónde los las del para por con una unos más hay tienen muestra lista ' +
    'quantos quantas quais quem onde dos das uma mais existem mostre ' +
    'combien quel quelle quels quelles les des une est sont dans avec qui où pour tous montre affiche donne ' +
    'wie viele welche welcher welches der das und ist sind ein eine mit von für wer wo gibt alle aus nach zeige zeig nenne anzahl ' +
    'quanti quante quale quali chi dove gli dei della delle sono nel con più mostra elenca ' +
    'hoeveel welke zijn het een toon hur många finns det vilka visa och ilu ile jest są które kaç hangi',
);

/** True unless the question is clearly written in another language. */
export function looksEnglish(question: string): boolean {
  const unquoted = question.replaceAll(/"[^"]*"|'[^']*'(?!\p{L})/gu, ' ');
  const letters = unquoted.match(/\p{L}/gu) ?? [];
  const ascii = letters.filter((letter) => /[a-z]/i.test(letter)).length;
  if (letters.length > 0 && ascii * 2 < letters.length) return false;
  const words = unquoted.match(/\p{L}+/gu) ?? [];
  const countIn = (set: ReadonlySet<string>): number =>
    words.filter((word) => set.has(word.toLowerCase())).length;
  const [foreignWords, englishWords] = [countIn(foreign), countIn(english)];
  if (foreignWords >= 2 && foreignWords > englishWords + countIn(shared)) return false;
  return englishWords > 0 || (foreignWords === 0 && !words.some(hasForeignLetter));
}

function hasForeignLetter(word: string): boolean {
  return /^\p{Ll}/u.test(word) && /[^a-z]/i.test(word);
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
