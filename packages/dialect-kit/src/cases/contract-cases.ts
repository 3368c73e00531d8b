import assert from 'node:assert/strict';
import { defineDialect } from '@momq/dialect';
import type { ConformanceCase } from '../conformance-case.js';
import { harbour } from '../harbour.js';

/** The pack as a value: what can be checked without an engine. */
export const contractCases: readonly ConformanceCase[] = [
  {
    name: 'contract: defineDialect accepts the pack',
    run: async ({ pack }) => {
      assert.equal(defineDialect(pack), pack);
    },
  },
  {
    name: 'contract: keywords are upper case and stand once',
    run: async ({ pack }) => {
      const { all, specific } = pack.keywords;
      for (const list of [all, specific]) {
        const lower = list.find((keyword) => keyword !== keyword.toUpperCase());
        assert.equal(lower, undefined, `expected upper case, got ${lower}`);
        const repeated = list.find((keyword, index) => list.indexOf(keyword) !== index);
        assert.equal(repeated, undefined, `expected each keyword once, got ${repeated} again`);
      }
    },
  },
  {
    name: 'contract: words of the language are told apart',
    appliesTo: ({ language }) => language !== undefined,
    run: async ({ pack }) => {
      const words = Object.values(pack.language!.words);
      assert.equal(
        new Set(words).size,
        words.length,
        `expected one meaning a word, got ${words.join(', ')}`,
      );
    },
  },
  {
    name: 'prompt: a schema is always described in the same words, with every name in them',
    appliesTo: ({ prompt }) => prompt !== undefined,
    run: async ({ pack }) => {
      const schema = pack.viewRelational?.(harbour.schema).schema ?? harbour.schema;
      const text = pack.prompt!.renderSchema(schema);
      assert.equal(pack.prompt!.renderSchema(structuredClone(schema)), text);
      for (const { name, fields } of schema.entities)
        for (const word of [name, ...fields.map((field) => field.name)])
          assert.ok(text.includes(word), `expected ${word} in the description, got ${text}`);
    },
  },
];
