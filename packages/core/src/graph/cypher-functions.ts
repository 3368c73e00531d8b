import { UnsupportedFeatureError, type FunctionName } from '@momq/dialect';
import { bound, operand } from './cypher-binding.js';
import type { CypherVariables } from './cypher-variables.js';

/** One written argument. */
export interface WrittenArgument {
  readonly text: string;
  /** As text, whatever it was. */
  readonly asText: string;
  /** As a floating-point number. */
  readonly asReal: string;
  /** Its value, where it is a constant. */
  readonly constant?: string | number | boolean | null;
}

/** Functions of texts and numbers of the catalogue, as Cypher has them. @throws UnsupportedFeatureError */
export function writeFunction(
  name: FunctionName,
  given: readonly WrittenArgument[],
  variables: CypherVariables,
): string {
  const [first, second, third] = given;
  if (first === undefined) throw wrongArguments(name);
  switch (name) {
    case 'lower':
      return `toLower(${first.asText})`;
    case 'upper':
      return `toUpper(${first.asText})`;
    case 'length':
      return `size(${first.asText})`;
    case 'trim':
      return `trim(${first.asText})`;
    case 'substring':
      return substring(first, second ?? first, third, variables);
    case 'concat':
      return `(${given.map(({ asText }) => asText).join(' + ')})`;
    case 'replace':
      return replaced(first, second ?? first, third ?? first);
    case 'position':
      return bound(first.asText, variables, (text) => positionIn(text, second));
    case 'abs':
      return `abs(${first.text})`;
    case 'round':
      return bound(first.asReal, variables, (it) => {
        const scale = second === undefined ? '1' : `10 ^ ${operand(second.text)}`;
        return scale === '1'
          ? `sign(${it}) * floor(abs(${it}) + 0.5)`
          : `sign(${it}) * floor(abs(${it}) * ${scale} + 0.5) / ${scale}`;
      });
    case 'floor':
      return `toInteger(floor(${first.text}))`;
    case 'ceiling':
      return `toInteger(ceil(${first.text}))`;
    case 'mod':
      return `(toInteger(${first.text}) % nullIf(toInteger(${second?.text ?? 'null'}), 0))`;
    case 'power':
      return `(${operand(first.asReal)} ^ ${operand(second?.text ?? 'null')})`;
    case 'sqrt':
      return bound(first.text, variables, (it) => `CASE WHEN ${it} >= 0 THEN sqrt(${it}) END`);
    case 'coalesce':
      return `coalesce(${given.map(({ text }) => text).join(', ')})`;
    case 'nullif':
      return `nullIf(${first.text}, ${second?.text ?? 'null'})`;
    default:
      throw wrongArguments(name);
  }
}

/** Cypher counts from 0, and takes neither null nor a negative length. */
function substring(
  { asText }: WrittenArgument,
  start: WrittenArgument,
  length: WrittenArgument | undefined,
  variables: CypherVariables,
): string {
  const isCertain = [start, length].every(
    (part) => part === undefined || (typeof part.constant === 'number' && part.constant >= 0),
  );
  const from =
    typeof start.constant === 'number' ? String(start.constant - 1) : `${operand(start.text)} - 1`;
  if (isCertain) return `substring(${[asText, from, ...(length ? [length.text] : [])].join(', ')})`;
  return bound(from, variables, (place) => {
    if (length === undefined)
      return `CASE WHEN ${place} IS NOT NULL THEN substring(${asText}, ${place}) END`;
    return bound(
      length.text,
      variables,
      (count) =>
        `CASE WHEN ${place} IS NOT NULL AND ${count} IS NOT NULL THEN substring(${asText}, ${place}, CASE WHEN ${count} < 0 THEN 0 ELSE ${count} END) END`,
    );
  });
}

/** Where a text begins in `text`. The empty one, by which nothing can be split, begins at the first place. */
function positionIn(text: string, part: WrittenArgument | undefined): string {
  if (part?.constant === '') return `CASE WHEN ${text} IS NOT NULL THEN 1 END`;
  const written = part?.asText ?? 'null';
  const place = `WHEN ${text} CONTAINS ${written} THEN size(split(${text}, ${written})[0]) + 1 WHEN NOT (${text} CONTAINS ${written}) THEN 0`;
  const isCertain = typeof part?.constant === 'string';
  const empty = `WHEN ${written} = '' AND ${text} IS NOT NULL THEN 1 `;
  return `CASE ${isCertain ? '' : empty}${place} END`;
}

function replaced(text: WrittenArgument, from: WrittenArgument, to: WrittenArgument): string {
  const written = `replace(${text.asText}, ${from.asText}, ${to.asText})`;
  if (typeof from.constant === 'string') return from.constant === '' ? text.asText : written;
  return `CASE WHEN ${from.asText} = '' THEN ${text.asText} ELSE ${written} END`;
}

function wrongArguments(name: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    `Cypher: cannot write ${name} of these arguments. Rewrite the query without it.`,
  );
}
