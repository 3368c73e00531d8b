/** Control characters but tab and newline, other ends of lines, and marks that turn the direction of text. */
const controls =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Text of a database, a model or a server as a terminal or a page may show it: what could move the cursor, clear the screen or
 * hide other text is spelled out, for example `\u001b`.
 */
export function escapeControls(text: string): string {
  return text.replaceAll(
    controls,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
