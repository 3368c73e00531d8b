/**
 * True when one word is the other with one letter changed, added, left out or two neighbours swapped; two such slips in words
 * of eight letters and more. Words of less than five letters have no near spellings: there are too many.
 */
export function isNearSpelling(left: string, right: string): boolean {
  const shorter = Math.min(left.length, right.length);
  if (shorter < 5) return false;
  const most = shorter < 8 ? 1 : 2;
  return Math.abs(left.length - right.length) <= most && slips(left, right) <= most;
}

/** Optimal string alignment distance. */
function slips(left: string, right: string): number {
  const rows = [...Array(left.length + 1).keys()].map((row) => [row]);
  for (let column = 0; column <= right.length; column++) rows[0]![column] = column;
  for (let row = 1; row <= left.length; row++) {
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let least = Math.min(
        rows[row - 1]![column]! + 1,
        rows[row]![column - 1]! + 1,
        rows[row - 1]![column - 1]! + (same ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && swapped)
        least = Math.min(least, rows[row - 2]![column - 2]! + 1);
      rows[row]![column] = least;
    }
  }
  return rows[left.length]![right.length]!;
}
