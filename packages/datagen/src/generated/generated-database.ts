import type { DatabaseContent, FieldType, Value } from '@momq/dialect';

import type { Attribute } from './lexicon/attribute.js';

/** A column with the words for it. */
export interface SpokenField {
  readonly entity: string;
  readonly column: string;
  readonly type: FieldType;
  readonly role: 'key' | 'reference' | 'value';
  /** The column's name in plain words. */
  readonly words: string;
  /** Absent for keys and references. */
  readonly attribute?: Attribute;
  /** What is in the column, row by row. */
  readonly values: readonly Value[];
}

/** A table with the words for it. */
export interface SpokenEntity {
  readonly table: string;
  /** The singular noun that the table is called after. */
  readonly noun: string;
  /** Other singular nouns. */
  readonly synonyms: readonly string[];
  readonly fields: readonly SpokenField[];
  readonly key?: SpokenField;
  /** What people identify a row by: a name or a title; empty for events and lines. */
  readonly labels: readonly SpokenField[];
  readonly rowCount: number;
}

/** A foreign key with the words for it. */
export interface SpokenLink {
  readonly name: string;
  readonly child: SpokenEntity;
  readonly parent: SpokenEntity;
  readonly childField: SpokenField;
  readonly parentKey: SpokenField;
  /** What the parent is to the child, where its noun does not say it. */
  readonly role?: string;
  /** From child to parent: "book *written by* author". */
  readonly phrases: readonly string[];
}

/** A database made of a domain, with the vocabulary to ask about it. */
export interface GeneratedDatabase {
  readonly id: string;
  readonly domain: string;
  readonly content: DatabaseContent;
  readonly entities: readonly SpokenEntity[];
  readonly links: readonly SpokenLink[];
}
