import { splitQuestion } from '../linking/question-words.js';
import type { QuestionExample } from './semantic-model.js';

/** Words that say little about what is asked. */
const fillers = new Set(
  'a an the of in on at to for and or is are was were be by with from what which who how many much do doe did all each show list give me find pleas tell there we our'.split(
    ' ',
  ),
);

/**
 * The examples whose questions are most like a question, best first; those that share no word with it are left out.
 *
 * Likeness is the share of common stems (Dice), where a stem counts the more the fewer examples have it.
 *
 * @param count - examples at most
 */
export function similarExamples(
  question: string,
  examples: readonly QuestionExample[],
  count: number,
): QuestionExample[] {
  const stems = examples.map((example) => contentStems(example.question));
  const weight = (stem: string): number =>
    Math.log(1 + (examples.length + 1) / (1 + stems.filter((each) => each.has(stem)).length));
  const sum = (set: Iterable<string>): number =>
    [...set].reduce((all, stem) => all + weight(stem), 0);
  const asked = contentStems(question);
  return examples
    .map((example, index) => {
      const own = stems[index]!;
      const common = sum([...own].filter((stem) => asked.has(stem)));
      return { example, likeness: common === 0 ? 0 : (2 * common) / (sum(own) + sum(asked)) };
    })
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, count)
    .map(({ example }) => example);
}

/** The example that asks the same: the same words in the same order, but for case, endings, articles and punctuation. */
export function sameQuestion(
  question: string,
  examples: readonly QuestionExample[],
): QuestionExample | undefined {
  const asked = questionKey(question);
  return examples.find((example) => questionKey(example.question) === asked);
}

const articles = new Set(['a', 'an', 'the', 'our', 'my', 'pleas']);

function questionKey(question: string): string {
  return splitQuestion(question)
    .map(({ stem }) => stem)
    .filter((stem) => /[\p{L}\p{N}]/u.test(stem) && !articles.has(stem))
    .join(' ');
}

function contentStems(question: string): Set<string> {
  const stems = splitQuestion(question).map(({ stem }) => stem);
  return new Set(stems.filter((stem) => /[\p{L}\p{N}]/u.test(stem) && !fillers.has(stem)));
}
