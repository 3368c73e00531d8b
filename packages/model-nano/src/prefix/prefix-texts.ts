import { itemWords } from '@momq/core/linking';
import type { LinkedQuestion } from '@momq/core/linking';
import type { QueryItem } from '@momq/core/logical';

/** The text whose vector stands for an item: its name in lower-case words, or its value. */
export function itemText(item: QueryItem): string {
  return itemWords(item).join(' ');
}

/** The text whose vector stands for a word alone. */
export function wordText(word: { readonly text: string }): string {
  return word.text.toLowerCase();
}

/** Every text that must be encoded before `buildPrefix` can run: words alone, and items' names. */
export function textsOf(linked: LinkedQuestion): string[] {
  return [...new Set([...linked.words.map(wordText), ...linked.items.map(itemText)])];
}
