import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { writtenJson } from './written-json.js';

/** Whether a text is taken character by character, and whole at its end. */
function takes(text: string, schema?: unknown): boolean {
  return writtenJson(schema).start.after(text)?.complete === true;
}

const pair = {
  type: 'object',
  properties: {
    question: { type: 'string', minLength: 1 },
    kind: { enum: ['count', 'counts', 3, null] },
    tags: { type: 'array', items: { $ref: '#/$defs/tag' }, maxItems: 2 },
    score: { type: ['number', 'null'] },
  },
  required: ['question', 'kind'],
  additionalProperties: false,
  $defs: {
    tag: {
      type: 'object',
      properties: { of: { anyOf: [{ type: 'integer' }, { $ref: '#/$defs/tag' }] } },
    },
  },
};

it.each([
  ['{"question":"a","kind":"count"}'],
  ['{"question": "\\u00e9\\n\\"", "kind": "counts"}'],
  ['{\n  "question": "x",\n  "kind": null,\n  "tags": [\n    {},\n    {"of": {"of": -12}}\n  ]\n}'],
  ['{"question":"日本 😀","kind":3,"score":-0.5e-3}'],
  ['{"question":"a","kind":3,"tags":[],"score":null}'],
])('takes what the schema says: %s', (text) => {
  expect(takes(text, pair)).toBe(true);
  expect(new Ajv2020({ allowUnionTypes: true }).validate(pair, JSON.parse(text))).toBe(true);
});

it.each([
  ['{"question":"","kind":"count"}', 'too short'],
  ['{"question":"a"}', 'a member is missing'],
  ['{"question":"a","kind":"coun"}', 'another value'],
  ['{"kind":"count","question":"a"}', 'another order'],
  ['{"question":"a","kind":"count","more":1}', 'another member'],
  ['{"question":"a","kind":3,"tags":[{},{},{}]}', 'too many items'],
  ['{"question":"a","kind":3,"tags":[{"of":1.5}]}', 'no whole number'],
  ['{"question":"a","kind":3,"tags":[{},]}', 'a comma too many'],
  ['{"question":"a\nb","kind":3}', 'a line end in a text'],
  ['{"question":"\\x","kind":3}', 'no escape'],
  ['{"question":"a","kind":3,"score":01}', 'a leading zero'],
  ['{"question":"a","kind":3} ', 'something behind it'],
  ['', 'nothing'],
])('does not take %j: %s', (text) => {
  expect(takes(text, pair)).toBe(false);
});

it('takes any JSON object without a schema', () => {
  for (const text of ['{}', '{"a":[1,{"b":null}],"":"x"}', '{ "a": true }']) {
    expect(takes(text)).toBe(true);
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  }
  for (const text of ['[]', '"a"', '{a:1}', '{"a":tru}', "{'a':1}"])
    expect(takes(text)).toBe(false);
  expect(takes(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`)).toBe(true);
  expect(takes(`${'{"a":'.repeat(41)}1${'}'.repeat(41)}`)).toBe(false);
});

it('is taken piece by piece as at once', () => {
  const text = '{"question":"é","kind":"counts"}';
  let state = writtenJson(pair).start;
  for (const [at, character] of [...text].entries()) {
    expect(state.complete).toBe(false);
    const next = state.after(character);
    expect(next, `${text.slice(0, at)}|${character}`).toBeDefined();
    state = next!;
  }
  expect(state.complete).toBe(true);
});

it('writes nothing that the schema forbids, whatever is chosen', () => {
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(pair);
  let seed = 7;
  const draw = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const alphabet = [...' \n{}[]:,"\\abcdefghijklmnopqrstuvwxyz0123456789.-+E'];
  let whole = 0;
  for (let text = 0; text < 60; text += 1) {
    let state = writtenJson(pair).start;
    let written = '';
    while (written.length < 400 && !state.complete) {
      const ways = alphabet.filter((character) => state.after(character) !== undefined);
      expect(ways.length, written).toBeGreaterThan(0);
      const character = ways.includes('"') && draw(3) === 0 ? '"' : ways[draw(ways.length)]!;
      state = state.after(character)!;
      written += character;
    }
    if (!state.complete) continue;
    whole += 1;
    expect(validate(JSON.parse(written)), written).toBe(true);
  }
  expect(whole).toBeGreaterThan(20);
});

it.each([
  [{ type: 'objekt' }, 'expected type to be one of object, array'],
  [{ type: 'string', minLength: 3, maxLength: 2 }, 'expected minLength to be maxLength at most'],
  [{ enum: [] }, 'expected enum to be a list of values'],
  [{ $ref: '#/$defs/none' }, 'expected #/$defs/none to be a JSON Schema, got none'],
  [{ $ref: 'https://other' }, 'expected $ref to be a place in the schema'],
  [{ $ref: '#' }, 'one that refers to itself alone'],
  [
    { properties: { a: { anyOf: [{ $ref: '#/properties/a' }] } } },
    'one that refers to itself alone',
  ],
  [{ properties: { a: false } }, 'got false'],
  [{ properties: { a: {} }, required: ['b'], additionalProperties: false }, 'none called b'],
  [{ allOf: [{}, {}] }, 'expected allOf of one schema'],
  ['object', 'expected schema to be a JSON Schema'],
])('refuses the schema %j', (schema, message) => {
  expect(() => writtenJson(schema)).toThrow(message);
});

it('refuses what it passes over where that is strict', () => {
  const schema = { type: 'object', properties: { code: { type: 'string', pattern: '^[A-Z]+$' } } };
  expect(takes('{"code":"a"}', schema)).toBe(true);
  expect(() => writtenJson(schema, { strict: true })).toThrow('got pattern');
});

it('bounds ways that say the same again and again', () => {
  const again = { $ref: '#/$defs/list' };
  const schema = {
    $ref: '#/$defs/list',
    $defs: {
      list: {
        anyOf: [
          { type: 'array', items: again },
          { type: 'array', items: again },
        ],
      },
    },
  };
  expect(takes(`${'['.repeat(39)}${']'.repeat(39)}`, schema)).toBe(true);
});
