/** A share of 0–1 for people to read, for example `45 %`; with `digits` after the point, default none. */
export function percent(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)} %`;
}
