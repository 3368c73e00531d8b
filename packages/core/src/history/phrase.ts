import { splitQuestion } from '../linking/question-words.js';

/** One word of a {@link Phrase}. */
export interface PhraseWord {
  /** In lower case. */
  readonly text: string;
  readonly stem: string;
  /** Which word of the question it is, punctuation counted. */
  readonly place: number;
}

/** What may stand between the words of a question and says nothing to a follow-up. */
const silent = /^[.,;:!?"“”'’`()[\]…$€£%-]+$/;

/** A run of words of a question, in lower case and without punctuation, from which rules take pieces at the front. */
export class Phrase {
  readonly words: readonly PhraseWord[];
  /** The words with one blank between them. */
  readonly text: string;

  constructor(words: readonly PhraseWord[]) {
    this.words = words;
    this.text = words.map(({ text }) => text).join(' ');
  }

  /** All words of a question. The places are those of `splitQuestion`, which value candidates count by. */
  static of(question: string): Phrase {
    const words = splitQuestion(question).map(({ text, stem }, place) => ({
      text: text.toLowerCase(),
      stem,
      place,
    }));
    return new Phrase(words.filter(({ text }) => !silent.test(text)));
  }

  /**
   * What follows `pattern` at the front; undefined where it does not stand there, or ends inside a word.
   *
   * @param pattern - source of a regular expression over {@link Phrase.text}
   */
  after(pattern: string): Phrase | undefined {
    // the end of a word or its blank was taken last, or nothing at all
    const match = new RegExp(`^(?:${pattern})(?:(?= |$)|(?<= )|(?<!.))`).exec(this.text);
    if (match === null) return undefined;
    const taken = match[0].trim();
    return new Phrase(this.words.slice(taken === '' ? 0 : taken.split(' ').length));
  }

  /** What stands before `pattern` at the end; undefined where it does not stand there. */
  before(pattern: string): Phrase | undefined {
    const match = new RegExp(`(?<=^| )(?:${pattern})$`).exec(this.text);
    if (match === null) return undefined;
    const taken = match[0].trim();
    return new Phrase(this.words.slice(0, this.words.length - taken.split(' ').length));
  }

  /** The phrase without what `pattern` matches at its front, where it does. */
  without(pattern: string): Phrase {
    return this.after(pattern) ?? this;
  }

  /** True when the whole phrase is `pattern`. */
  is(pattern: string): boolean {
    return new RegExp(`^(?:${pattern})$`).test(this.text);
  }

  /** True for a phrase without words. */
  get empty(): boolean {
    return this.words.length === 0;
  }

  /** Pieces between words that are `word`; one piece where there is none. */
  split(word: string): Phrase[] {
    const pieces: PhraseWord[][] = [[]];
    for (const each of this.words)
      if (each.text === word) pieces.push([]);
      else pieces.at(-1)!.push(each);
    return pieces.map((words) => new Phrase(words));
  }
}

/** True for a phrase that begins as questions and requests do. */
export function startsSentence(phrase: Phrase): boolean {
  const beginning =
    'what|which|who|whom|whose|when|where|why|how|show|list|give|find|get|tell|name|count|is|are|was|were|do|does|did|can|return|display|select';
  return phrase.after(beginning) !== undefined;
}
