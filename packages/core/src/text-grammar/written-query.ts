import type { TextGrammar, TextGrammarState } from '@momq/dialect';
import type { Action, GrammarNode, GrammarPlace, LexicalRules } from './grammar-node.js';
import { unfinishedCharacter } from './name-list.js';

/** Longest query, in characters; a model's answers are far below. */
const MAX_LENGTH = 16_384;
/** Longest constant, word or number, in characters. */
const MAX_LEXEME = 256;
/** Longest run of white space; a text does not begin with any. */
const MAX_SPACE = 64;

const LETTER = /^\p{L}$/u;
const LETTER_OR_NUMBER = /^[\p{L}\p{N}]$/u;

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r';
}

function isControl(character: string): boolean {
  return (character < ' ' && !isSpace(character)) || character === '\x7F';
}

function beginsWord(character: string): boolean {
  const code = character.charCodeAt(0) | 0x20;
  if (character.length === 1 && character < '\x80')
    return (code >= 0x61 && code <= 0x7a) || character === '_';
  return LETTER.test(character);
}

function isInWord(character: string): boolean {
  if (character < '\x80') return beginsWord(character) || isDigit(character) || character === '$';
  return LETTER_OR_NUMBER.test(character);
}

/** What is being written. */
interface Lexeme {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'symbol';
  readonly text: string;
  /** The quote that ends it. */
  readonly close?: string;
  /** A closing quote came, which a second one would make part of the text. */
  readonly closing?: true;
  /** A backslash came before. */
  readonly escaped?: true;
}

/** What is as long as it may be can still be ended, and an escape be finished. */
function isTooLong({ text }: Lexeme, before: Lexeme): boolean {
  return text.length > MAX_LEXEME && text.length > before.text.length && before.escaped !== true;
}

interface Written<P> {
  readonly place: P;
  readonly lexeme: Lexeme | null;
  readonly space: number;
  readonly length: number;
}

/**
 * A grammar of characters out of one of lexemes: each character has to go on towards something that may stand at its place.
 * Comments, control characters and what is longer than any answer are refused.
 */
export function writtenQueries<P extends GrammarPlace<P>>(
  start: P,
  rules: LexicalRules,
): TextGrammar {
  const lexer = new Lexer<P>(rules);
  return {
    start: new QueryState(lexer, { place: start, lexeme: null, space: MAX_SPACE, length: 0 }),
  };
}

class QueryState<P extends GrammarPlace<P>> implements TextGrammarState {
  readonly #lexer: Lexer<P>;
  readonly #written: Written<P>;

  constructor(lexer: Lexer<P>, written: Written<P>) {
    this.#lexer = lexer;
    this.#written = written;
  }

  get complete(): boolean {
    const place = this.#lexer.finished(this.#written);
    return place?.node.end?.(place) === true;
  }

  after(text: string): TextGrammarState | undefined {
    if (this.#written.length + text.length > MAX_LENGTH) return undefined;
    let written: Written<P> | undefined = this.#written;
    for (const character of text) {
      written = this.#lexer.read(written, character);
      if (written === undefined) return undefined;
    }
    return new QueryState(this.#lexer, written);
  }
}

class Lexer<P extends GrammarPlace<P>> {
  readonly #rules: LexicalRules;

  constructor(rules: LexicalRules) {
    this.#rules = rules;
  }

  /** What was written with one more character. */
  read(written: Written<P>, character: string): Written<P> | undefined {
    if (isControl(character)) return undefined;
    const { place, lexeme } = written;
    const at = { ...written, length: written.length + character.length };
    if (lexeme === null) return this.#begin(at, character);
    const longer = this.#continued(place, lexeme, character);
    if (longer !== undefined) {
      if (longer === 'refused' || isTooLong(longer, lexeme)) return undefined;
      return { ...at, lexeme: longer };
    }
    if (lexeme.kind === 'number' && lexeme.text.endsWith('.') && character === '.') {
      // A range: the first point was none of the number.
      const range = place.node.number?.(place);
      const dots = { kind: 'symbol', text: '..' } as const;
      return range && goesOn(range, dots) ? { ...at, place: range, lexeme: dots } : undefined;
    }
    const next = this.finished(written);
    return next && this.#begin({ ...at, place: next, lexeme: null, space: 0 }, character);
  }

  /** The place when nothing is added to what is being written. */
  finished({ place, lexeme }: Written<P>): P | undefined {
    if (lexeme === null) return place;
    const { node } = place;
    switch (lexeme.kind) {
      case 'word':
        return (
          own(node.words, lexeme.text.toLowerCase())?.(place) ??
          node.names?.take(place, { text: lexeme.text, quoted: false })
        );
      case 'quoted':
        if (!lexeme.closing) return undefined;
        return (
          node.names?.take(place, { text: lexeme.text, quoted: true }) ?? node.quotedText?.(place)
        );
      case 'text':
        return lexeme.closing ? node.text?.(place) : undefined;
      case 'number':
        return isDigit(lexeme.text.at(-1) as string) ? node.number?.(place) : undefined;
      case 'symbol':
        return own(node.symbols, lexeme.text)?.(place);
    }
  }

  #begin(written: Written<P>, character: string): Written<P> | undefined {
    const { place } = written;
    const { node } = place;
    if (isSpace(character)) {
      return written.space === MAX_SPACE ? undefined : { ...written, space: written.space + 1 };
    }
    const begun = (lexeme: Lexeme): Written<P> => ({ ...written, lexeme, space: 0 });
    const close = own(this.#rules.nameQuotes, character);
    if (close !== undefined) {
      const lexeme = { kind: 'quoted', text: '', close } as const;
      return goesOn(place, lexeme) ? begun(lexeme) : undefined;
    }
    if (this.#rules.textQuotes.includes(character)) {
      return node.text && begun({ kind: 'text', text: '', close: character });
    }
    if (isDigit(character)) return node.number && begun({ kind: 'number', text: character });
    const kind = beginsWord(character) || character === unfinishedCharacter ? 'word' : 'symbol';
    const lexeme = { kind, text: character } as const;
    if (kind === 'symbol' && !longerSymbol(node, character)) {
      const next = own(node.symbols, character)?.(place);
      // Kept as a lexeme where what follows could make it a comment.
      if (next !== undefined && !this.#rules.comments.some((mark) => mark.startsWith(character)))
        return { ...written, place: next, space: 0 };
    }
    return goesOn(place, lexeme) ? begun(lexeme) : undefined;
  }

  /** The lexeme with one more character, undefined where it is over. */
  #continued(place: P, lexeme: Lexeme, character: string): Lexeme | 'refused' | undefined {
    const { kind, text, close } = lexeme;
    const longer: Lexeme = { kind, text: text + character, ...(close !== undefined && { close }) };
    switch (kind) {
      case 'word':
        if (!isInWord(character) && character !== unfinishedCharacter) return undefined;
        return goesOn(place, longer) ? longer : 'refused';
      case 'quoted':
      case 'text':
        return this.#inQuotes(place, lexeme, longer);
      case 'number':
        return numberWith(text, character);
      case 'symbol':
        if (this.#rules.comments.includes(longer.text)) return 'refused';
        return longerSymbol(place.node, text, character) ? longer : undefined;
    }
  }

  #inQuotes(place: P, lexeme: Lexeme, longer: Lexeme): Lexeme | 'refused' | undefined {
    const { kind, text, close, closing, escaped } = lexeme;
    const character = longer.text.slice(text.length);
    const escapes = kind === 'text' && this.#rules.backslashes;
    if (escaped) return longer;
    if (closing && (character !== close || escapes || close === ']')) return undefined;
    if (!closing && character === close) return { ...lexeme, closing: true };
    if (escapes && character === '\\') return { ...longer, escaped: true };
    return kind === 'text' || goesOn(place, longer) ? longer : 'refused';
  }
}

/** `12`, `1.5`, `2e-3`; a letter or a second point behind it is refused. */
function numberWith(text: string, character: string): Lexeme | 'refused' | undefined {
  const longer = text + character;
  if (/^[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]*)?$/.test(longer)) return { kind: 'number', text: longer };
  if (character === '.') return text.endsWith('.') ? undefined : 'refused';
  return isInWord(character) ? 'refused' : undefined;
}

function goesOn<P extends GrammarPlace<P>>(place: P, { kind, text }: Lexeme): boolean {
  const { node } = place;
  switch (kind) {
    case 'word': {
      const beginning = text.toLowerCase();
      return (
        someAction(node.words, place, (word) => word.startsWith(beginning)) ||
        node.names?.begins(place, { text, quoted: false }) === true
      );
    }
    case 'quoted':
      return (
        node.quotedText !== undefined || node.names?.begins(place, { text, quoted: true }) === true
      );
    case 'symbol':
      return someAction(node.symbols, place, (symbol) => symbol.startsWith(text));
    default:
      return true;
  }
}

function longerSymbol<P>({ symbols = {} }: GrammarNode<P>, text: string, character = ''): boolean {
  const beginning = text + character;
  for (const symbol of Object.keys(symbols))
    if (symbol.length > text.length && symbol.startsWith(beginning)) return true;
  return false;
}

function someAction<P>(
  actions: Readonly<Record<string, Action<P>>> | undefined,
  place: P,
  fits: (key: string) => boolean,
): boolean {
  for (const key in actions) if (fits(key) && actions[key]?.(place) !== undefined) return true;
  return false;
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
