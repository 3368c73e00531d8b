import type { LogicalDialectPack } from '@momq/dialect';
import { jsonDialect } from '../json-dialect.js';
import type { BrokenPack } from './break-dialect.js';

const tutorialExample = jsonDialect().tutorials.pages[0]!.examples[0]!.query;

/** The reference dialect with another parser. */
function withParser(
  change: (
    parse: Awaited<ReturnType<LogicalDialectPack['createParser']>>['parse'],
  ) => Awaited<ReturnType<LogicalDialectPack['createParser']>>['parse'],
): LogicalDialectPack {
  const pack = jsonDialect();
  return {
    ...pack,
    createParser: async () => {
      const parser = await pack.createParser();
      return { parse: change((text) => parser.parse(text)) };
    },
  };
}

/** What parsers get wrong, the words of the contract, and what language models are told. */
export const brokenParsers: readonly BrokenPack[] = [
  [
    'contract: keywords are upper case and stand once',
    { ...jsonDialect(), keywords: { all: ['kind'], specific: [] } },
  ],
  [
    'contract: words of the language are told apart',
    {
      ...jsonDialect(),
      language: { ...jsonDialect().language, words: { from: 'of', where: 'of' } },
    },
  ],
  ['contract: defineDialect accepts the pack', { ...jsonDialect(), id: 'JSON' }],
  [
    'prompt: a schema is always described in the same words, with every name in them',
    { ...jsonDialect(), prompt: { renderSchema: () => 'ships', rules: [] } },
  ],
  [
    'parser: what is no query is an error with its place',
    withParser((parse) => (text) => parse(text === ')(' ? '{}' : text)),
  ],
  [
    'parser: constants and placeholders stand where the analysis says',
    withParser((parse) => (text) => {
      const { placedLiterals = [], ...analysis } = parse(text);
      const shifted = placedLiterals.map((each) => ({ ...each, end: each.end - 1 }));
      return { ...analysis, placedLiterals: shifted };
    }),
  ],
  [
    'parser: two statements never pass as one that reads',
    withParser((parse) => (text) => ({
      ...parse(text),
      statements: Math.min(1, parse(text).statements),
    })),
  ],
  [
    'parser: tutorial examples are single statements that only read',
    withParser((parse) => (text) => ({
      ...parse(text),
      ...(text === tutorialExample && { statements: 2 }),
    })),
  ],
  [
    'parser: statements that write are told from those that read',
    withParser(
      (parse) => (text) => (text === '"drop"' ? { ...parse(text), readOnly: true } : parse(text)),
    ),
  ],
  [
    'parser: deep and long text is an answer or a coded error, soon',
    withParser((parse) => (text) => {
      if (text.length > 100_000) throw new RangeError('Maximum call stack size exceeded');
      return parse(text);
    }),
  ],
  [
    'language: what it writes, its parser takes for one reading statement',
    withParser((parse) => (text) => ({
      ...parse(text),
      ...(text.includes('"groupBy":[{') && { statements: 2 }),
    })),
  ],
];
