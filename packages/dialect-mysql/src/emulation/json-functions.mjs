// @ts-check
import { strict } from './text-functions.mjs';
import { textOf } from './values.mjs';

/** @typedef {import('./values.mjs').SqlValue} SqlValue */

/** JSON as MySQL writes it, with a blank behind commas and colons. @param {unknown} value @returns {string} */
function written(value) {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    // MySQL keeps keys by their length, then by their bytes.
    const keys = Object.keys(value).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    return `{${keys.map((key) => `${JSON.stringify(key)}: ${written(/** @type {any} */ (value)[key])}`).join(', ')}}`;
  }
  return JSON.stringify(value);
}

/** @param {SqlValue} text @returns {unknown} undefined for what is no JSON */
function read(text) {
  try {
    return JSON.parse(textOf(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** @param {unknown} document @param {SqlValue} path @returns {unknown[]} */
function found(document, path) {
  let values = [document];
  const text = textOf(path).trim();
  if (!text.startsWith('$')) throw new Error(`Invalid JSON path expression: ${text}`);
  for (const [, key, quotedKey, place] of text
    .slice(1)
    .matchAll(/\.(\*|[A-Za-z_$][\w$]*)|\."((?:[^"\\]|\\.)*)"|\[(\*|\d+)\]/g)) {
    const name = key ?? quotedKey;
    values = values.flatMap((value) => {
      if (name !== undefined) {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
        if (key === '*') return Object.values(value);
        return Object.hasOwn(value, name) ? [/** @type {any} */ (value)[name]] : [];
      }
      if (!Array.isArray(value)) return place === '0' ? [value] : [];
      if (place === '*') return value;
      return Number(place) < value.length ? [value[Number(place)]] : [];
    });
  }
  return values;
}

/** @param {SqlValue} text @param {...SqlValue} paths @returns {string | null} */
function extract(text, ...paths) {
  const document = read(text);
  const values = paths.flatMap((path) => found(document, path));
  if (values.length === 0) return null;
  return paths.length > 1 || textOf(paths[0] ?? '').includes('*')
    ? written(values)
    : written(values[0]);
}

/** @param {SqlValue} text @returns {string} */
function unquoted(text) {
  const value = read(text);
  return textOf(text).startsWith('"') && typeof value === 'string' ? value : textOf(text);
}

/** @param {unknown} whole @param {unknown} part @returns {boolean} */
function contains(whole, part) {
  if (Array.isArray(whole)) {
    return Array.isArray(part)
      ? part.every((each) => contains(whole, each))
      : whole.some((each) => contains(each, part));
  }
  if (typeof whole === 'object' && whole !== null) {
    return (
      typeof part === 'object' &&
      part !== null &&
      !Array.isArray(part) &&
      Object.entries(part).every(
        ([key, value]) =>
          Object.hasOwn(whole, key) && contains(/** @type {any} */ (whole)[key], value),
      )
    );
  }
  return whole === part;
}

/** @param {unknown} value @returns {string} */
function typeName(value) {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return 'ARRAY';
  if (typeof value === 'number') return Number.isInteger(value) ? 'INTEGER' : 'DOUBLE';
  return typeof value === 'object' ? 'OBJECT' : typeof value === 'string' ? 'STRING' : 'BOOLEAN';
}

/** MySQL's functions of JSON. @type {Record<string, (...values: any[]) => SqlValue>} */
export const jsonFunctions = {
  json: strict((text) => {
    const value = read(text);
    if (value === undefined) throw new Error('Invalid JSON text');
    return written(value);
  }),
  json_extract: strict(extract),
  json_unquote: strict(unquoted),
  json_value: strict((text, path) => {
    const result = extract(text, path);
    return result === null || result === 'null' || /^[[{]/.test(result) ? null : unquoted(result);
  }),
  json_array: (...values) => written(values),
  json_object: (...values) => {
    /** @type {Record<string, unknown>} */
    const object = {};
    for (let place = 0; place < values.length; place += 2)
      object[textOf(values[place])] = values[place + 1];
    return written(object);
  },
  json_length: strict((text, path = '$') => {
    const [value] = found(read(text), path);
    if (value === undefined) return null;
    return typeof value === 'object' && value !== null ? Object.keys(value).length : 1;
  }),
  json_keys: strict((text, path = '$') => {
    const [value] = found(read(text), path);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return written(Object.keys(value).sort((a, b) => a.length - b.length || (a < b ? -1 : 1)));
  }),
  json_contains: strict((text, part, path = '$') => {
    const [value] = found(read(text), path);
    return value === undefined ? null : Number(contains(value, read(part)));
  }),
  json_contains_path: strict((text, mode, ...paths) => {
    const present = paths.map((path) => found(read(text), path).length > 0);
    return Number(
      textOf(mode).toLowerCase() === 'one' ? present.some(Boolean) : present.every(Boolean),
    );
  }),
  json_valid: strict((text) => Number(read(text) !== undefined)),
  json_quote: strict((text) => JSON.stringify(textOf(text))),
  json_type: strict((text) => typeName(read(text))),
  /** Whether a value is in a list: `1 MEMBER OF ('[1, 2]')`. */
  member_of: strict((value, list) => Number(contains([read(list)].flat(), value))),
  json_list: (list) => written(JSON.parse(textOf(list))),
};
