/**
 * A cheap test for questions that are not English, the one language that the embedded model was trained on.
 *
 * Not English when most letters are outside ASCII, or when at least two words are function words of another
 * European language and they outnumber the English ones. Quoted values do not count. It knows five of those languages and no more.
 *
 * @module
 */

const english = new Set(
  (
    'a an and are by count did do does each find for from get give have how in is list many more most much of on or ' +
    'show than that the their there to was were what when where which who whose with'
  ).split(' '),
);

const foreign = new Set(
  // Spanish, Portuguese, French, German, Italian; without words that English or place names share.
  (
    'cuántos cuantos cuántas cuantas cuál cual cuáles qué quién dónde los las del para por con una unos más hay tienen ' +
    'quantos quantas quais quem onde dos das uma mais ' +
    'combien quel quelle quels quelles les des une est sont dans avec qui où pour tous ' +
    'wie viele welche welcher welches der das und ist sind ein eine mit von für wer wo gibt alle ' +
    'quanti quante quale quali chi dove gli della delle sono nel con più'
  ).split(' '),
);

/** True unless the question is clearly written in another language. */
export function looksEnglish(question: string): boolean {
  const unquoted = question.replaceAll(/"[^"]*"|'[^']*'(?!\p{L})/gu, ' ');
  const letters = unquoted.match(/\p{L}/gu) ?? [];
  const ascii = letters.filter((letter) => /[a-z]/i.test(letter)).length;
  if (letters.length > 0 && ascii * 2 < letters.length) return false;
  const words = unquoted.toLowerCase().match(/\p{L}+/gu) ?? [];
  const foreignWords = words.filter((word) => foreign.has(word)).length;
  const englishWords = words.filter((word) => english.has(word)).length;
  return foreignWords < 2 || foreignWords <= englishWords;
}
