import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadBase } from '../../../bases/load-base.js';
import { OpenGenerators } from '../../../testing/text-generators.js';

const bases = process.env['MOMQ_BASES'] ?? '';
const folder = join(bases, 'smollm2-135m');

const open = new OpenGenerators();
const scratch = mkdtempSync(join(tmpdir(), 'momq-scores-'));
afterAll(async () => {
  await open.close();
  rmSync(scratch, { recursive: true });
});

it.skipIf(bases === '' || !existsSync(folder))(
  'a real base scores candidates together as one by one, and after a prefix to the bit the same (needs MOMQ_BASES)',
  async () => {
    const base = await loadBase(folder, { dequantizedFolder: scratch });
    const tokenizer = await base.tokenizer();
    const model = { config: base.config, base, tokenizer };
    const options = { prefixCache: { folder: false } } as const;
    const generator = await open.create(model, options);
    const prefix =
      '<|im_start|>system\nTables: singer(id, name, age), concert(id, singer_id, year).<|im_end|>\n';
    const prompt =
      '<|im_start|>user\nHow many singers are older than 30?<|im_end|>\n<|im_start|>assistant\n';
    const continuations = [
      'SELECT count(*) FROM singer WHERE age > 30',
      'SELECT count(*) FROM singer WHERE age > 30;',
      'SELECT count(*) FROM concert',
      'SELECT name FROM singer WHERE age > 30 ORDER BY age',
    ];
    const together = await generator.score({ prefix, prompt, continuations });
    expect(await generator.score({ prefix, prompt, continuations })).toEqual(together);
    for (const [i, each] of continuations.entries()) {
      const alone = await generator.score({ prefix, prompt, continuations: [each] });
      const { tokens } = alone.scores[0]!;
      expect(together.scores[i]?.tokens).toEqual(tokens);
      expect(together.scores[i]?.logProb).toBeCloseTo(alone.scores[0]?.logProb as number, 3);
      // token by token, by answering where one token is allowed at a time
      const { answers } = await generator.generate({
        prefix,
        prompt,
        maxNewTokens: tokens.length,
        stop: { tokens: [] },
        constraint: {
          start: () => 0,
          allows: (at: number, token: number) => token === tokens[at],
          next: (at: number) => at + 1,
          done: () => false,
        },
      });
      expect(answers[0]?.logProb).toBeCloseTo(together.scores[i]?.logProb as number, 2);
    }
  },
  600_000,
);
