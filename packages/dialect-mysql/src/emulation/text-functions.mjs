// @ts-check
import { createHash } from 'node:crypto';
import { integerOf, numberOf, numberText, roundTo, textOf, textOfBytes } from './values.mjs';

/** @typedef {import('./values.mjs').SqlValue} SqlValue */

/** NULL where an argument is. @param {(...values: any[]) => SqlValue} compute */
export const strict =
  (compute) =>
  (/** @type {SqlValue[]} */ ...values) =>
    values.includes(null) ? null : compute(...values);

/** @param {string} text */
const characters = (text) => Array.from(text);

/** @param {SqlValue} value @returns {string} */
const hexOf = (value) =>
  typeof value === 'number' || typeof value === 'bigint'
    ? BigInt.asUintN(64, BigInt(integerOf(value)))
        .toString(16)
        .toUpperCase()
    : Buffer.from(value instanceof Uint8Array ? value : textOf(value))
        .toString('hex')
        .toUpperCase();

/** @param {SqlValue} text @param {SqlValue} from @param {SqlValue} [length] */
function substring(text, from, length) {
  const all = characters(textOf(text));
  const place = Math.round(numberOf(from));
  if (place === 0) return '';
  const start = place > 0 ? place - 1 : all.length + place;
  if (start < 0) return '';
  const size = length === undefined ? all.length : Math.round(numberOf(length));
  return size <= 0 ? '' : all.slice(start, start + size).join('');
}

/** @param {SqlValue} part @param {SqlValue} text @param {SqlValue} [from] */
function locate(part, text, from = 1) {
  const start = Math.round(numberOf(from)) - 1;
  const all = characters(textOf(text));
  if (start < 0) return 0;
  const found = all.slice(start).join('').indexOf(textOf(part));
  return found < 0 ? 0 : start + characters(all.slice(start).join('').slice(0, found)).length + 1;
}

/** @param {'left' | 'right'} side */
const pad =
  (side) =>
  (
    /** @type {SqlValue} */ text,
    /** @type {SqlValue} */ size,
    /** @type {SqlValue} */ filler = ' ',
  ) => {
    const all = characters(textOf(text));
    const length = Math.round(numberOf(size));
    const fill = characters(textOf(filler));
    if (length < 0 || length > 16_777_216) return null;
    if (all.length >= length) return all.slice(0, length).join('');
    if (fill.length === 0) return null;
    const missing = Array.from(
      { length: length - all.length },
      (_, place) => fill[place % fill.length],
    ).join('');
    return side === 'left' ? missing + all.join('') : all.join('') + missing;
  };

/** @param {SqlValue} text @param {SqlValue} removed @param {string} where */
function trimmed(text, removed, where) {
  let result = textOf(text);
  const part = textOf(removed);
  if (part === '') return result;
  while (where !== 'TRAILING' && result.startsWith(part)) result = result.slice(part.length);
  while (where !== 'LEADING' && result.endsWith(part)) result = result.slice(0, -part.length);
  return result;
}

/** @type {Map<string, RegExp>} */
const patterns = new Map();

/** A regular expression that is made once. @param {string} key @param {() => RegExp} make @returns {RegExp} */
function cached(key, make) {
  const known = patterns.get(key);
  if (known !== undefined) return known;
  if (patterns.size > 500) patterns.clear();
  const pattern = make();
  patterns.set(key, pattern);
  return pattern;
}

/** @param {SqlValue} text @param {SqlValue} pattern @param {SqlValue} escape @param {number} ignoreCase */
function like(text, pattern, escape, ignoreCase) {
  const expression = cached(`like ${ignoreCase} ${textOf(escape)} ${textOf(pattern)}`, () => {
    const sign = textOf(escape);
    const all = characters(textOf(pattern));
    let source = '';
    for (let place = 0; place < all.length; place += 1) {
      const char = all[place] ?? '';
      if (sign !== '' && char === sign && place + 1 < all.length) {
        place += 1;
        source += quoted(all[place] ?? '');
      } else source += char === '%' ? '.*' : char === '_' ? '.' : quoted(char);
    }
    return new RegExp(`^${source}$`, ignoreCase ? 'isu' : 'su');
  });
  return expression.test(textOf(text)) ? 1 : 0;
}

/** @param {string} char */
const quoted = (char) => char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

/** @type {Record<string, string>} */
const CLASSES = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  punct: '!-\\/:-@\\[-`{-~',
};

/** ICU's notation of classes, as JavaScript writes them. @param {SqlValue} pattern @param {string} match @param {string} [more] */
function expression(pattern, match, more = '') {
  return cached(`regexp ${match} ${more} ${textOf(pattern)}`, () => {
    const source = textOf(pattern).replace(/\[:(\w+):\]/g, (whole, name) => CLASSES[name] ?? whole);
    const flags = `${match.includes('i') ? 'i' : ''}${match.includes('m') ? 'm' : ''}${match.includes('n') ? 's' : ''}${more}`;
    return new RegExp(source, flags);
  });
}

/** @param {SqlValue} number @param {SqlValue} digits */
function grouped(number, digits) {
  const places = Math.max(0, Math.round(numberOf(digits)));
  const [whole = '', fraction] = roundTo(Math.abs(numberOf(number)), places)
    .toFixed(places)
    .split('.');
  const sign = roundTo(numberOf(number), places) < 0 ? '-' : '';
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** @param {SqlValue} text @param {SqlValue} delimiter @param {SqlValue} count */
function substringIndex(text, delimiter, count) {
  const parts = textOf(text).split(textOf(delimiter));
  const wanted = Math.round(numberOf(count));
  if (textOf(delimiter) === '' || wanted === 0) return '';
  return (wanted > 0 ? parts.slice(0, wanted) : parts.slice(wanted)).join(textOf(delimiter));
}

/** @param {string} algorithm */
const hash = (algorithm) =>
  strict((text) => createHash(algorithm).update(textOf(text)).digest('hex'));

/** MySQL's functions of texts. @type {Record<string, (...values: any[]) => SqlValue>} */
export const textFunctions = {
  text: strict(textOf),
  lower: strict((text) => textOf(text).toLowerCase()),
  upper: strict((text) => textOf(text).toUpperCase()),
  char_length: strict((text) => characters(textOf(text)).length),
  length: strict((text) => Buffer.byteLength(textOf(text))),
  concat: strict((...parts) => parts.map(textOf).join('')),
  concat_ws: (separator, ...parts) =>
    separator === null
      ? null
      : parts
          .filter((part) => part !== null)
          .map(textOf)
          .join(textOf(separator)),
  substring: strict(substring),
  left: strict((text, size) =>
    characters(textOf(text))
      .slice(0, Math.max(0, Math.round(numberOf(size))))
      .join(''),
  ),
  right: strict((text, size) => {
    const wanted = Math.max(0, Math.round(numberOf(size)));
    return wanted === 0 ? '' : characters(textOf(text)).slice(-wanted).join('');
  }),
  locate: strict(locate),
  instr: strict((text, part) => locate(part, text)),
  replace: strict((text, part, by) =>
    textOf(part) === '' ? textOf(text) : textOf(text).replaceAll(textOf(part), () => textOf(by)),
  ),
  trim: strict((text) => trimmed(text, ' ', 'BOTH')),
  ltrim: strict((text) => trimmed(text, ' ', 'LEADING')),
  rtrim: strict((text) => trimmed(text, ' ', 'TRAILING')),
  trim_of: strict(trimmed),
  lpad: strict(pad('left')),
  rpad: strict(pad('right')),
  repeat: strict((text, count) => {
    const times = Math.max(0, Math.round(numberOf(count)));
    return textOf(text).length * times > 16_777_216 ? null : textOf(text).repeat(times);
  }),
  reverse: strict((text) => characters(textOf(text)).reverse().join('')),
  space: strict((count) =>
    ' '.repeat(Math.min(16_777_216, Math.max(0, Math.round(numberOf(count))))),
  ),
  substring_index: strict(substringIndex),
  insert: strict((text, from, length, by) => {
    const all = characters(textOf(text));
    const start = Math.round(numberOf(from)) - 1;
    if (start < 0 || start >= all.length) return textOf(text);
    const size = Math.round(numberOf(length));
    const end = size < 0 ? all.length : start + size;
    return all.slice(0, start).join('') + textOf(by) + all.slice(end).join('');
  }),
  find_in_set: strict((text, list) =>
    textOf(list) === '' ? 0 : textOf(list).split(',').indexOf(textOf(text)) + 1,
  ),
  field: (value, ...list) =>
    value === null
      ? 0
      : list.findIndex((each) =>
          typeof value === 'string' &&
          list.every((other) => typeof other === 'string' || other === null)
            ? each === value
            : each !== null && numberOf(each) === numberOf(value),
        ) + 1,
  elt: (place, ...list) =>
    place === null ? null : (list[Math.round(numberOf(place)) - 1] ?? null),
  strcmp: strict((a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0)),
  ascii: strict((text) => Buffer.from(textOf(text))[0] ?? 0),
  ord: strict((text) =>
    Buffer.from(characters(textOf(text))[0] ?? '\0').reduce((sum, byte) => sum * 256 + byte, 0),
  ),
  char: (...codes) =>
    textOfBytes(
      Buffer.from(
        codes.filter((code) => code !== null).map((code) => Number(integerOf(code)) & 255),
      ),
    ),
  hex: strict(hexOf),
  unhex: strict((text) => {
    const digits = textOf(text);
    return /^(?:[0-9a-f]{2})*$/i.test(digits) ? textOfBytes(Buffer.from(digits, 'hex')) : null;
  }),
  bin: strict((value) => BigInt.asUintN(64, BigInt(integerOf(value))).toString(2)),
  oct: strict((value) => BigInt.asUintN(64, BigInt(integerOf(value))).toString(8)),
  conv: strict((value, from, to) => {
    const [base, target] = [Math.abs(numberOf(from)), Math.abs(numberOf(to))];
    const number = Number.parseInt(textOf(value), base);
    return Number.isNaN(number) ? '0' : number.toString(target).toUpperCase();
  }),
  quote: (text) =>
    text === null ? 'NULL' : `'${textOf(text).replace(/['\\]/g, '\\$&').replaceAll('\0', '\\0')}'`,
  format: strict(grouped),
  md5: hash('md5'),
  sha1: hash('sha1'),
  sha2: strict((text, bits) => {
    const size = numberOf(bits) || 256;
    return [224, 256, 384, 512].includes(size)
      ? createHash(`sha${size}`).update(textOf(text)).digest('hex')
      : null;
  }),
  to_base64: strict((text) => Buffer.from(textOf(text)).toString('base64')),
  from_base64: strict((text) => textOfBytes(Buffer.from(textOf(text), 'base64'))),
  like: strict(like),
  regexp_like: strict((text, pattern, match = '') =>
    expression(pattern, textOf(match)).test(textOf(text)) ? 1 : 0,
  ),
  regexp_substr: strict((text, pattern) => expression(pattern, '').exec(textOf(text))?.[0] ?? null),
  regexp_instr: strict(
    (text, pattern) => (expression(pattern, '').exec(textOf(text))?.index ?? -1) + 1,
  ),
  regexp_replace: strict((text, pattern, by) =>
    textOf(text).replace(expression(pattern, '', 'g'), textOf(by).replace(/\\(\d)/g, '$$$1')),
  ),
  inet_aton: strict((text) => {
    const parts = textOf(text).split('.').map(Number);
    return parts.length === 4 && parts.every((part) => part >= 0 && part < 256)
      ? parts.reduce((sum, part) => sum * 256 + part, 0)
      : null;
  }),
  inet_ntoa: strict((value) =>
    [24, 16, 8, 0].map((bits) => Math.floor(numberOf(value) / 2 ** bits) % 256).join('.'),
  ),
  /** Texts of a group, from a JSON list, with something between. */
  joined: (list, separator) => {
    const values = /** @type {SqlValue[]} */ (JSON.parse(textOf(list))).filter(
      (value) => value !== null,
    );
    return values.length === 0
      ? null
      : values
          .map((value) => (typeof value === 'number' ? numberText(value) : textOf(value)))
          .join(separator);
  },
};
