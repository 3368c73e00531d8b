import type { Value } from '@momq/dialect';

/** How people name an item. */
interface Spoken {
  /** Names beside its own, the best known first. */
  readonly aliases?: readonly string[];
  /** The name that it is read by in one question; absent: its own name, or its value. */
  readonly text?: string;
}

/**
 * What an output token may point at: the schema's parts and the value candidates found for one question.
 * The order of the items is the order of the model's first input positions, so that an item's index is its pointer.
 */
export type QueryItem =
  | ({ readonly kind: 'entity'; readonly entity: string } & Spoken)
  | ({
      readonly kind: 'field';
      readonly entity: string;
      readonly field: string;
      /** The fields that queries have in its place, of one that a semantic model defines. */
      readonly definedBy?: readonly string[];
    } & Spoken)
  | { readonly kind: 'link'; readonly link: string }
  | {
      readonly kind: 'value';
      readonly value: string | number;
      /** Fields that are known to contain the value. */
      readonly fields: readonly { readonly entity: string; readonly field: string }[];
      /** What the value stands for, of a code. */
      readonly text?: string;
    };

/** One output token: a word of the language (see `QueryLanguage.words`) or a pointer to an item. */
export type QueryToken =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'item'; readonly index: number };

/** Re-exported for packs that inspect candidates. */
export type CandidateValue = Extract<Value, string | number>;
