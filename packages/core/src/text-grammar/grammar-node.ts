/** What follows when something was written at a place; undefined where it may not stand. */
export type Action<P> = (place: P) => P | undefined;

/** A name as it is written: what stands between quotes, or a plain word. */
export interface WrittenName {
  readonly text: string;
  readonly quoted: boolean;
}

/** Names that may stand at a place. */
export interface AllowedNames<P> {
  /** Whether a name that may stand here begins so. */
  begins(place: P, beginning: WrittenName): boolean;
  /** The place behind the name; undefined where it is none. */
  take(place: P, name: WrittenName): P | undefined;
}

/** What may come next. A word that is a keyword here is no name. */
export interface GrammarNode<P> {
  /** Keywords, lower case. */
  readonly words?: Readonly<Record<string, Action<P>>>;
  /** Punctuation and operators. The longest that fits is taken. */
  readonly symbols?: Readonly<Record<string, Action<P>>>;
  readonly names?: AllowedNames<P>;
  /** A text constant. */
  readonly text?: Action<P>;
  readonly number?: Action<P>;
  /** A name in quotes that is none of `names` is a text constant, as in SQLite. */
  readonly quotedText?: Action<P>;
  /** Whether the text may end here. */
  readonly end?: (place: P) => boolean;
}

/** A place between two lexemes. */
export interface GrammarPlace<P> {
  readonly node: GrammarNode<P>;
}

/** How the dialect's text falls into lexemes. */
export interface LexicalRules {
  /** Quotes of names: the opening character and the closing one; closing ones inside are doubled. */
  readonly nameQuotes: Readonly<Record<string, string>>;
  /** Characters around text constants. */
  readonly textQuotes: string;
  /** Whether `\` escapes inside text constants; else the quote is doubled. */
  readonly backslashes: boolean;
  /** What begins a comment; never written. */
  readonly comments: readonly string[];
}
