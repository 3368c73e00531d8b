/** JSON on one line; integers beyond 2^53 become text, which JSON readers cannot hold otherwise. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'bigint' ? entry.toString() : entry,
  );
}
