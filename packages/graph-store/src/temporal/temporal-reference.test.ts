import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BadNull } from '../index.js';
import { temporalDifferences } from '../testing/temporal-differences.js';
import { valueOf } from '../testing/temporal-expression.js';
import { TemporalError } from './temporal-error.js';

/** Expressions and what Neo4j answers; see reference/temporal. */
const lines = readFileSync(new URL('../testing/temporal-reference.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t') as [expression: string, answer: string]);

function resultOf(expression: string): string {
  try {
    const value = valueOf(expression);
    return value instanceof BadNull ? '!' : String(value);
  } catch (error) {
    if (error instanceof TemporalError) return '!';
    throw error;
  }
}

/** Neo4j 5 writes seconds that are 0, which openCypher leaves out. */
function withoutSeconds(answer: string): string {
  return answer.replace(/(T|^)(\d\d:\d\d):00(?=$|[Z+[-])/, '$1$2');
}

describe('temporal values', () => {
  it('are those of Neo4j, but for what differs on purpose', () => {
    const wrong = lines
      .map(([expression, answer]) => {
        const expected = temporalDifferences.get(expression) ?? withoutSeconds(answer);
        return { expression, expected, got: resultOf(expression) };
      })
      .filter(({ expected, got }) => expected !== got);
    expect(wrong).toEqual([]);
    expect(lines.length).toBeGreaterThan(1500);
  });

  it('differ where it is said only', () => {
    const answers = new Map(lines);
    const same = [...temporalDifferences].filter(
      ([expression, ours]) => withoutSeconds(answers.get(expression) ?? '') === ours,
    );
    expect(same).toEqual([]);
  });
});
