/**
 * The beginning of a text that is too long to show, with `…` for the rest; no character outside the basic plane is cut in two.
 *
 * @param maxCharacters - UTF-16 units of what is given at most, `…` included
 */
export function shortened(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const kept = text.slice(0, maxCharacters - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
