const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A bar of eighths of a character.
 *
 * @param share - 0 to 1
 * @param width - characters of a full bar
 */
export function formatBar(share: number, width: number): string {
  const steps = Math.round(share * width * 8);
  return '█'.repeat(Math.floor(steps / 8)) + (eighths[steps % 8] as string);
}
