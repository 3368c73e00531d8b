import type { DialectPack, TextGrammarState } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { loadBase } from '@momq/moe/bases';
import { createTextGenerator, type TextGenerator } from '@momq/moe/text';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConstrainedGeneration } from './constrained-generation.js';
import { shop } from './testing/shop.js';
import { tiny } from './testing/tiny-base.js';

let folder: string;
let generator: TextGenerator;
let writing: ConstrainedGeneration;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-constrained-'));
  const base = await loadBase(tiny);
  const tokenizer = await base.tokenizer();
  const model = { config: base.config, base, tokenizer };
  generator = await createTextGenerator(model, { cacheFolder: folder, quantization: 'int8' });
  writing = new ConstrainedGeneration({ generator, tokenizer });
});
afterAll(async () => {
  await generator.dispose();
  await rm(folder, { recursive: true });
});

/** Texts of so many letters at most, none of which is whole. */
function unfinished(letters: number): TextGrammarState {
  return {
    complete: false,
    after: (text) =>
      text.length <= letters && !text.includes('`') ? unfinished(letters - text.length) : undefined,
  };
}

async function write(dialect: DialectPack): Promise<{ heard: string; text: string }> {
  let heard = '';
  const { answers } = await writing.generate(
    { schema: { ...shop.schema }, dialect },
    {
      prompt: 'How many?',
      maxNewTokens: 12,
      strategy: { kind: 'greedy' },
      onToken: ({ text }) => {
        heard += text;
      },
    },
  );
  return { heard, text: answers[0]?.text ?? '' };
}

it('writes once more without the constraint where it leaves nothing, unheard behind what was heard before', async () => {
  const { createGrammar: _, ...free } = sqlite();
  const unconstrained = await write(free);
  expect(unconstrained.heard).toBe(unconstrained.text);
  const retried = await write({
    ...sqlite(),
    createGrammar: () => ({ start: unfinished(24) }),
  });
  expect(retried.text).toBe(unconstrained.text);
  expect(retried.heard.length).toBeGreaterThan(0);
  expect(retried.heard.length).toBeLessThanOrEqual(24);
});
