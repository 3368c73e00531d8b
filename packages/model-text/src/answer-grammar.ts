import type { WrittenText, WrittenTextState } from '@momq/moe/text';

/** What stands before a query in a block of code. */
const FENCE = /^```[a-z]*\n$/;
const FENCE_BEGINNING = /^`{0,3}$|^```[a-z]*\n?$/;
/** What may stand behind it. */
const END_BEGINNING = /^\s{0,2}`{0,3}$|^\s{0,2}```\n?$/;

/**
 * A query as a language model answers it: alone, or in a block of code (```` ```sql ````), as most were taught.
 *
 * @param query - which texts are queries
 */
export function answerGrammar(query: WrittenText): WrittenText {
  return { start: new BeforeQuery(query, '') };
}

/** At the beginning, or inside the fence's opening line. */
class BeforeQuery implements WrittenTextState {
  readonly complete = false;
  readonly #query: WrittenText;
  readonly #fence: string;

  constructor(query: WrittenText, fence: string) {
    this.#query = query;
    this.#fence = fence;
  }

  after(text: string): WrittenTextState | undefined {
    let fence = this.#fence;
    for (let i = 0; i < text.length; i += 1) {
      if (fence === '' && text[i] !== '`') return inQuery(this.#query.start, text.slice(i));
      fence += text[i];
      if (FENCE.test(fence)) return inQuery(this.#query.start, text.slice(i + 1));
      if (!FENCE_BEGINNING.test(fence)) return undefined;
    }
    return new BeforeQuery(this.#query, fence);
  }
}

function inQuery(query: WrittenTextState, text: string): WrittenTextState | undefined {
  return new InQuery(query, '').after(text);
}

/** In the query; or, where it is whole, in what may stand behind it. */
class InQuery implements WrittenTextState {
  readonly #query: WrittenTextState;
  /** Text since the query was whole that is no part of it. */
  readonly #behind: string;

  constructor(query: WrittenTextState, behind: string) {
    this.#query = query;
    this.#behind = behind;
  }

  get complete(): boolean {
    return this.#behind !== '' || this.#query.complete;
  }

  after(text: string): WrittenTextState | undefined {
    if (text === '') return this;
    if (this.#behind !== '') return this.#ending(this.#query, this.#behind + text);
    const whole = this.#query.after(text);
    if (whole !== undefined) return new InQuery(whole, '');
    // The fence's end may stand in one piece with the end of the query.
    const at = text.indexOf('```');
    const rest = at < 0 ? (/\s?`*$/.exec(text)?.index ?? text.length) : at;
    const query = rest === 0 ? this.#query : this.#query.after(text.slice(0, rest));
    return query?.complete === true ? this.#ending(query, text.slice(rest)) : undefined;
  }

  #ending(query: WrittenTextState, behind: string): WrittenTextState | undefined {
    return behind !== '' && END_BEGINNING.test(behind) ? new InQuery(query, behind) : undefined;
  }
}
