import { padded } from './digits.js';

/** Seconds that an offset from UTC may have in either direction: 18 hours. */
export const mostOffset = 18 * 3600;

const offsetOfText = /^([+-])(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?$/;

/** Seconds east of UTC of `Z`, `+02`, `+0200`, `+02:00`, `+02:00:30`; undefined where a text is none. */
export function offsetOf(text: string): number | undefined {
  if (text === 'Z' || text === 'z') return 0;
  const found = offsetOfText.exec(text);
  if (!found) return undefined;
  const [, sign, hours, minutes = '0', seconds = '0'] = found;
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  if (Number(minutes) > 59 || Number(seconds) > 59 || size > mostOffset) return undefined;
  return sign === '-' && size !== 0 ? -size : size;
}

/** `Z`, `+02:00`, `-02:05:07`. */
export function offsetText(offsetSeconds: number): string {
  if (offsetSeconds === 0) return 'Z';
  const size = Math.abs(offsetSeconds);
  const seconds = size % 60 === 0 ? '' : `:${padded(size % 60, 2)}`;
  const minutes = padded(Math.floor(size / 60) % 60, 2);
  return `${offsetSeconds < 0 ? '-' : '+'}${padded(Math.floor(size / 3600), 2)}:${minutes}${seconds}`;
}

/** What points in time with an offset say of it: `offset`, `offsetMinutes`, `offsetSeconds`, lower case; undefined for others. */
export function offsetComponent(offsetSeconds: number, name: string): string | bigint | undefined {
  switch (name) {
    case 'offset':
      return offsetText(offsetSeconds);
    case 'offsetminutes':
      return BigInt(Math.trunc(offsetSeconds / 60));
    case 'offsetseconds':
      return BigInt(offsetSeconds);
    default:
      return undefined;
  }
}
