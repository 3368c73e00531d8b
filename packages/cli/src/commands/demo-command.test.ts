import { expect, it } from 'vitest';
import type { QueryModel } from '@momq/core';
import { demoQuestions } from '../demo/demo-question.js';
import { loadDialects } from '../dialects/find-dialects.js';
import { capture } from '../testing/captured-run.js';

const questions = (await loadDialects()).flatMap(demoQuestions);

/** Knows the gold query of every question but two: one gets other rows, one gets nothing that runs. */
const nearlyRight: QueryModel = {
  specificationVersion: 'v1',
  version: '1',
  name: 'nearly right',
  groups: [],
  generate: ({ question, dialect }) => {
    const gold =
      questions.find((each) => each.question === question && each.dialect === dialect.id)
        ?.goldQuery ?? '';
    const query =
      question === 'How many ships were built after 2000?'
        ? 'MATCH (s:Ship) RETURN count(*)'
        : question === 'Which city do most guests come from?'
          ? 'SELECT town FROM guest'
          : gold;
    return Promise.resolve({
      candidates: [{ query, logProb: -0.1, tokens: [] }],
      routing: { [dialect.id]: 0.7, shared: 0.3 },
      notes: [],
    });
  },
  dispose: () => Promise.resolve(),
};

it('asks every engine and says which answers are wrong', async () => {
  const { code, stdout, stderr } = await capture(['demo'], nearlyRight);
  expect(code).toBe(0);
  const asked = questions.length - (stderr.includes('BigQuery is left out') ? 5 : 0);
  expect(asked).toBeGreaterThanOrEqual(25);
  expect(stdout).toContain(`${asked - 2} of ${asked} answers are right`);
  expect(stdout.match(/✔ right/g)).toHaveLength(asked - 2);
  expect(stdout).toMatch(
    /How many ships were built after 2000\?[\s\S]*?✖ wrong[\s\S]*?WHERE s\.built > 2000/,
  );
  expect(stdout).toMatch(
    /Which city do most guests come from\?[\s\S]*?no such column: town[\s\S]*?✖ wrong/,
  );
  expect(stdout).toMatch(
    /Cypher.*harbour[\s\S]*MySQL[\s\S]*nGQL.*library[\s\S]*PostgreSQL.*observatory[\s\S]*SQLite.*board_game_cafe/,
  );
  expect(stdout).toMatch(/expert group cypher █{11}░{5} {2}70 %/);
});
