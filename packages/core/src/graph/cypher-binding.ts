import type { CypherVariables } from './cypher-variables.js';

/** Text for a value that `use` writes several times: a name for it, unless it is one already. */
export function bound(
  value: string,
  variables: CypherVariables,
  use: (name: string) => string,
): string {
  if (/^((\w+|`[^`]*`)(\.(\w+|`[^`]*`))*|'[^'\\]*')$/.test(value)) return use(value);
  const name = variables.take('it');
  return `head([${name} IN [${value}] | ${use(name)}])`;
}

/** Text that can stand beside an operator: in parentheses where it is no single value. */
export function operand(text: string): string {
  return /^(-?[\w.`]+|'(?:[^'\\]|\\.)*'|[\w.]+\((?:[^()]|\([^()]*\))*\))$/.test(text)
    ? text
    : `(${text})`;
}
