import { askedOperation, roleOf } from '../confidence/operation-words.js';
import { itemWords, matchKinds } from '../linking/link-question.js';
import type { LinkedQuestion } from '../linking/link-question.js';
import { stemOf } from '../linking/question-words.js';
import type { ValueCandidate } from '../linking/value-candidates.js';

/** A place in a question that a rule found, and the words there as the question spells them. */
export interface FoundWords {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A question as rules read it: lower case, typewriter quotes and apostrophes, what stands in quotes blanked. Offsets are those
 * of the question.
 */
export class QuestionText {
  readonly plain: string;
  readonly #linked: LinkedQuestion;

  constructor(linked: LinkedQuestion) {
    this.#linked = linked;
    this.plain = [...linked.question]
      .map((letter) => {
        const lower = letter.toLowerCase();
        return lower.length === letter.length ? lower : letter;
      })
      .join('')
      .replaceAll(/[’‘`]/g, "'")
      .replaceAll(/[“”]/g, '"')
      .replaceAll(/"[^"]*"|(?<![\p{L}\p{N}])'[^']*'(?!\p{L})/gu, (quoted) =>
        ' '.repeat(quoted.length),
      );
  }

  /**
   * The first match that is not about something of the database.
   *
   * @param isAbout - whether words between two offsets are; by default {@link isNamed}
   */
  find(
    pattern: RegExp,
    isAbout: (start: number, end: number) => boolean = (start, end) => this.isNamed(start, end),
  ): FoundWords | undefined {
    const found = pattern.exec(this.plain);
    if (found === null) return undefined;
    const [start, end] = [found.index, found.index + found[0].length];
    if (isAbout(start, end)) return undefined;
    return this.found(start, end);
  }

  /** The words between two offsets. */
  found(start: number, end: number): FoundWords {
    return { text: this.#linked.question.slice(start, end).trim(), start, end };
  }

  /**
   * True when a word between the offsets that says what it is about belongs to the name of a table, column or link of which the
   * question has every word.
   */
  isNamed(start: number, end: number): boolean {
    const { words, items } = this.#linked;
    const stems = new Set(words.map(({ stem }) => stem));
    return this.#someMatch(start, end, (kind, row, place) => {
      const role = roleOf(words[place]!.stem);
      const isContent = role === 'content' || (role === 'generic' && kind === matchKinds.exact);
      if (!isContent || askedOperation(words, place) !== undefined) return false;
      if (kind !== matchKinds.partial) return kind === matchKinds.exact;
      return itemWords(items[row]!).every((word) => stems.has(stemOf(word)));
    });
  }

  /** True when a word between the offsets is one of an entity's name, as `tables` is of `dining_tables`. */
  isOfEntity(start: number, end: number): boolean {
    const { words, items } = this.#linked;
    return this.#someMatch(
      start,
      end,
      (kind, row, place) =>
        (kind === matchKinds.partial || kind === matchKinds.exact) &&
        items[row]!.kind === 'entity' &&
        roleOf(words[place]!.stem) !== 'grammar',
    );
  }

  /** True when a word between the offsets is a name or a value of the database, or begins with a capital. */
  isMentioned(start: number, end: number): boolean {
    return this.#someMatch(start, end, (kind) => kind !== matchKinds.none);
  }

  /**
   * True when the word at an offset is part of a name that the database holds: of several words in one cell, or in two fields of one
   * entity, as first and family name.
   */
  isInHeldName(start: number): boolean {
    const { words, candidates } = this.#linked;
    const place = words.findIndex((word) => word.start === start);
    const around = (position: number): ValueCandidate[] =>
      candidates.filter(
        ({ span, item }) =>
          span !== undefined && span[0] <= position && position < span[1] && item.fields.length > 0,
      );
    const own = around(place);
    return own.some(
      ({ span, item }) =>
        span![1] - span![0] > 1 ||
        around(span![1]).some((next) =>
          next.item.fields.some((right) =>
            item.fields.some((left) => left.entity === right.entity && left.field !== right.field),
          ),
        ),
    );
  }

  #someMatch(
    start: number,
    end: number,
    holds: (kind: number, row: number, place: number) => boolean,
  ): boolean {
    const { words, items, matches } = this.#linked;
    return words.some(
      (word, place) =>
        word.start < end &&
        word.end > start &&
        items.some((_, row) => holds(matches[row * words.length + place]!, row, place)),
    );
  }
}
