/**
 * A time, or a date with its time, as JSON holds it (RFC 3339): with its seconds, and behind them three, six or nine digits where there
 * are any. Neo4j's `toString` leaves seconds of 0 out, its driver writes nine digits.
 */
export function clockText(text: string): string {
  return text.replace(
    /(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?/,
    (_, clock: string, seconds = '00', fraction = '') => {
      const digits = fraction.replace(/0+$/, '');
      const padded = digits.padEnd(Math.ceil(digits.length / 3) * 3, '0');
      return `${clock}:${seconds}${padded === '' ? '' : `.${padded}`}`;
    },
  );
}
