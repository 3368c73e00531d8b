/** The names that a misspelled one may mean, nearest first, three at most. */
export function nearNames(name: string, known: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const reach = Math.max(2, Math.floor(name.length / 3));
  return [...new Set(known)]
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate.toLowerCase()) }))
    .filter((near) => near.distance <= reach)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** `Did you mean state or status?`, or what there is, or nothing. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = nearNames(name, known);
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`;
  if (known.length === 0) return 'There are none.';
  const listed = known.slice(0, 8).join(', ');
  return `There ${known.length === 1 ? 'is' : 'are'} ${listed}${known.length > 8 ? ` and ${known.length - 8} more` : ''}.`;
}

/** Edits between two words: letters inserted, deleted, replaced. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++)
      next[j] = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[right.length]!;
}
