import { UnsupportedFeatureError } from '@momq/dialect';
import { reservedWords } from '../ngql-keywords.js';

/** A name as nGQL takes it: in backticks where it is no plain word. @throws UnsupportedFeatureError for what no name may hold */
export function quoteName(name: string): string {
  if (/^[A-Za-z]\w*$/.test(name) && !reservedWords.has(name.toUpperCase())) return name;
  if (name === '' || /[`.\n]/.test(name))
    throw new UnsupportedFeatureError(
      `nGQL: expected a name without dots, backticks and line ends, got ${JSON.stringify(name)}. Rename it, or ask another dialect.`,
    );
  return `\`${name}\``;
}

/** A name for a variable that no word of nGQL is. */
export function plainWord(name: string): string {
  const word = name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');
  const plain = /^[A-Za-z]/.test(word) ? word : `v${word === '' ? '' : `_${word}`}`;
  return reservedWords.has(plain.toUpperCase()) ? `${plain}_` : plain;
}

/** Names, each given once. */
export class TakenNames {
  private readonly taken = new Set<string>();

  /** The name, with a number behind it where it is taken. */
  take(name: string): string {
    let free = plainWord(name);
    for (let number = 2; this.taken.has(free); number += 1) free = `${plainWord(name)}${number}`;
    this.taken.add(free);
    return free;
  }
}

/** A constant as nGQL writes it. */
export function ngqlLiteral(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'boolean' ? String(value) : numberText(value);
}

function numberText(value: number): string {
  if (!Number.isFinite(value))
    throw new UnsupportedFeatureError('nGQL: expected a finite number, got one that is not.');
  return value < 0 ? `(${value})` : String(value);
}
