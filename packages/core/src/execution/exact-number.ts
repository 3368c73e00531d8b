/** The number that a decimal text is, else a `bigint` for whole numbers, else the text. */
export function exactNumber(text: string): number | bigint | string {
  const value = Number(text);
  if (!Number.isFinite(value)) return /^-?(Infinity|NaN)$/.test(text) ? value : text;
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(value) ? value : BigInt(text);
  return digits(text) === digits(String(value)) ? value : text;
}

/** Significant digits and exponent, the same for every spelling of a decimal. */
function digits(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(text) ?? [];
  const all = (whole + fraction).replace(/^0+/, '');
  const significant = all.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + (all.length - significant.length)}`;
}
