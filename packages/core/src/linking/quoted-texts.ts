/** Where a question quotes: offsets of what is between the marks. */
export function quotedTexts(question: string): { readonly start: number; readonly end: number }[] {
  return [
    ...question.matchAll(/"([^"]+)"|“([^”]+)”|(?<![\p{L}\p{N}])['‘`]([^'’`]+)['’`](?![\p{L}])/gu),
  ].map(({ index, 0: text }) => ({ start: index + 1, end: index + text.length - 1 }));
}
