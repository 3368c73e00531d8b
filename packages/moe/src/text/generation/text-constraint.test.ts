import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { OpenGenerators } from '../../testing/text-generators.js';
import { tinyLanguageModel } from '../../testing/tiny-language-model.js';
import { createTokenizer } from '../../tokenizer/create-tokenizer.js';
import { textConstraint, type WrittenText, type WrittenTextState } from './text-constraint.js';

const open = new OpenGenerators();
afterAll(() => open.close());

const file = new URL('../../../fixtures/tokenizers/qwen2.tokenizer.json', import.meta.url);
const tokenizer = createTokenizer(JSON.parse(readFileSync(file, 'utf8')), 'qwen2');

/** SELECT, alone or with a constant of at most `longest` characters behind it. */
function selects(longest: number): WrittenText {
  const whole = new RegExp(`^SELECT( '[^']{0,${longest}}')?$`, 'u');
  const begun = new RegExp(`^SELECT( ('([^']{0,${longest}}'?)?)?)?$`, 'u');
  const at = (written: string): WrittenTextState | undefined =>
    'SELECT'.startsWith(written) || begun.test(written)
      ? { complete: whole.test(written), after: (text) => at(written + text) }
      : undefined;
  return { start: at('')! };
}

it('lets a text of the grammar through, token by token, and ends where it is whole', () => {
  const constraint = textConstraint(selects(20), tokenizer);
  for (const text of ["SELECT 'größe 数据'", "SELECT '🙂 𓀀'"]) {
    let state = constraint.start();
    const whole: string[] = [];
    for (const token of tokenizer.encode(text)) {
      expect(constraint.allows(state, token)).toBe(true);
      state = constraint.next(state, token);
      if (constraint.done(state)) whole.push(tokenizer.decode(state.tokens));
    }
    expect(whole).toEqual(['SELECT', text]);
  }
  const [wrong] = tokenizer.encode('DELETE');
  expect(constraint.allows(constraint.start(), wrong!)).toBe(false);
});

it('lets no character begin where the grammar takes none but its own', () => {
  const constraint = textConstraint(selects(20), tokenizer);
  const [half] = tokenizer.encode('𓀀');
  expect(tokenizer.decode([half!])).toMatch(/^\uFFFD+$/);
  expect(constraint.allows(constraint.start(), half!)).toBe(false);
});

it('refuses tokens without text, which would go on for ever', () => {
  const constraint = textConstraint(selects(20), tokenizer);
  const special = tokenizer.idOf('<|endoftext|>')!;
  expect(tokenizer.decode([special])).toBe('');
  expect(constraint.allows(constraint.start(), special)).toBe(false);
});

it('makes a model that knows nothing write a text of the grammar', async () => {
  const stop = tokenizer.idOf('<|endoftext|>')!;
  const generator = await open.create({
    ...tinyLanguageModel(null, {}, { vocabularySize: tokenizer.size }),
    tokenizer,
  });
  const { answers } = await generator.generate({
    prompt: 'x',
    maxNewTokens: 40,
    constraint: textConstraint(selects(3), tokenizer),
    stop: { tokens: [stop] },
  });
  expect(answers[0]?.text).toMatch(/^SELECT( '[^']{0,3}')?$/u);
});
