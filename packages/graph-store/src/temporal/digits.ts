/** A number with leading zeros up to a length. */
export function padded(value: number | bigint, length: number): string {
  return String(value).padStart(length, '0');
}

/** A year in ISO 8601: four digits, with a sign where it is before 0 or has more. */
export function yearText(year: number): string {
  return `${year < 0 ? '-' : year > 9999 ? '+' : ''}${padded(Math.abs(year), 4)}`;
}

/** Nanoseconds of a second behind the point, without zeros at the end; nothing for 0. */
export function fractionText(nanoseconds: number): string {
  return nanoseconds === 0 ? '' : `.${padded(nanoseconds, 9).replace(/0+$/, '')}`;
}
