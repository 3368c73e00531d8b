import { ngqlLiteral } from './names.js';

/** A SQL pattern on a text: the case of ASCII letters is ignored, `\` takes the character after it as it is. */
export function likeText(text: string, pattern: string): string {
  const parts = pattern.match(/\\[\s\S]|[\s\S]/g) ?? [];
  const plain = (from: number, to?: number): string | undefined => {
    const middle = parts.slice(from, to);
    if (middle.some((part) => part === '%' || part === '_')) return undefined;
    return middle.map((part) => (part.length > 1 ? part.slice(1) : part)).join('');
  };
  const lower = `lower(${text})`;
  const [first, last] = [parts[0], parts.at(-1)];
  const whole = plain(0);
  if (whole !== undefined) return `${lower} == ${ngqlLiteral(asciiLower(whole))}`;
  const middle = first === '%' && last === '%' && parts.length > 1 ? plain(1, -1) : undefined;
  if (middle !== undefined) return `${lower} CONTAINS ${ngqlLiteral(asciiLower(middle))}`;
  const end = first === '%' ? plain(1) : undefined;
  if (end !== undefined) return `${lower} ENDS WITH ${ngqlLiteral(asciiLower(end))}`;
  const start = last === '%' ? plain(0, -1) : undefined;
  if (start !== undefined) return `${lower} STARTS WITH ${ngqlLiteral(asciiLower(start))}`;
  const regular = parts.map((part) =>
    part === '%'
      ? '[\\s\\S]*'
      : part === '_'
        ? '[\\s\\S]'
        : escaped(part.length > 1 ? part.slice(1) : part),
  );
  return `${lower} =~ ${ngqlLiteral(regular.join(''))}`;
}

/** A pattern that is computed: it becomes a regular expression where it runs. */
export function computedLikeText(text: string, pattern: string): string {
  const steps: readonly (readonly [string, string])[] = [
    ...[...'\\^$.*+?()[]{}|'].map((sign): [string, string] => [sign, `\\${sign}`]),
    ['%', '[\\s\\S]*'],
    ['_', '[\\s\\S]'],
    ['\\\\[\\s\\S]*', '%'],
    ['\\\\[\\s\\S]', '_'],
  ];
  const expression = steps.reduce(
    (written, [from, to]) => `replace(${written}, ${ngqlLiteral(from)}, ${ngqlLiteral(to)})`,
    `lower(${pattern})`,
  );
  return `lower(${text}) =~ ${expression}`;
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function escaped(character: string): string {
  return asciiLower(character).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
