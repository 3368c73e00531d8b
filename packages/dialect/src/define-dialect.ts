import { ConfigError } from './momq-error.js';
import type { DialectPack } from './dialect.js';
import { logicalConstructs } from './logical-constructs.js';

const factories = ['createParser', 'recognises', 'openDatabase', 'createDatabase'] as const;
const idioms = [
  ...(['isYear', 'year', 'quarter', 'month', 'hour', 'weekday'] as const),
  ...(['dayBegins', 'days', 'isTrue'] as const),
];

/**
 * Checks a pack and returns it unchanged. Packs call it in their factory, `createMoMQ` calls it again for packs
 * that were written without the types. What a capability claims of databases is checked when one is opened.
 *
 * @throws {@link ConfigError} that names the first member that is not as {@link DialectPack} says
 */
export function defineDialect<Pack extends DialectPack>(pack: Pack): Pack {
  expectThat(pack.specificationVersion === 'v1', pack, {
    member: 'specificationVersion',
    expected: "'v1'",
    got: pack.specificationVersion,
    remedy: 'Install a version of the pack that peers on @momq/dialect 1.x',
  });
  expectThat(typeof pack.id === 'string' && /^[a-z][a-z0-9-]*$/.test(pack.id), pack, {
    member: 'id',
    expected: 'lower-case letters, digits and dashes, a letter first',
    got: pack.id,
    remedy: 'Choose an id like the npm suffix, for example duckdb',
  });
  expectThat(isOneOf(pack.family, ['relational', 'graph']), pack, {
    member: 'family',
    expected: "'relational' or 'graph'",
    got: pack.family,
    remedy: 'Name the data model of the databases',
  });
  for (const name of factories) expectFunction(pack, name, pack[name]);
  for (const name of ['createGrammar', 'viewRelational', 'diagnose'] as const)
    if (pack[name] !== undefined) expectFunction(pack, name, pack[name]);
  if (pack.language !== undefined) {
    expectFunction(pack, 'language.render', pack.language.render);
    expectRecord(pack, 'language.words', pack.language.words);
    if (pack.language.read !== undefined) expectFunction(pack, 'language.read', pack.language.read);
    if (pack.language.idioms !== undefined)
      for (const name of idioms)
        expectFunction(pack, `language.idioms.${name}`, pack.language.idioms?.[name]);
  }
  if (pack.prompt !== undefined) {
    expectFunction(pack, 'prompt.renderSchema', pack.prompt.renderSchema);
    expectList(pack, 'prompt.rules', pack.prompt.rules);
  }
  if (pack.family === 'graph' && pack.language !== undefined)
    expectFunction(pack, 'viewRelational', pack.viewRelational);
  expectCapabilities(pack);
  expectExpertGroup(pack);
  expectKeywords(pack);
  expectUniquePages(pack);
  return pack;
}

function expectCapabilities(pack: DialectPack): void {
  const { unsupported, engines } = pack.capabilities ?? {};
  expectThat(Array.isArray(unsupported), pack, {
    member: 'capabilities.unsupported',
    expected: 'a list of constructs',
    got: unsupported,
    remedy: 'List what the dialect cannot express, or []',
  });
  const stray = unsupported?.find((construct) => !logicalConstructs.includes(construct));
  expectThat(stray === undefined, pack, {
    member: 'capabilities.unsupported',
    expected: `constructs of the logical form (${logicalConstructs.join(', ')})`,
    got: stray,
    remedy: 'Take it out',
  });
  const known = ['embedded', 'file', 'url'];
  const open = Array.isArray(engines) && engines.length > 0;
  expectThat(open && engines.every((engine) => known.includes(engine)), pack, {
    member: 'capabilities.engines',
    expected: "some of 'embedded', 'file' and 'url'",
    got: engines,
    remedy: 'Say what openDatabase and createDatabase can open',
  });
  for (const name of ['explain', 'estimate'] as const)
    expectThat(typeof pack.capabilities[name] === 'boolean', pack, {
      member: `capabilities.${name}`,
      expected: 'true or false',
      got: pack.capabilities[name],
      remedy: `Say whether its databases have ${name}()`,
    });
}

const groupRemedy = 'Start from { experts: 4, rank: 8, alpha: 16 }';

function expectExpertGroup(pack: DialectPack): void {
  const { alpha, weights = [] } = pack.expertGroup ?? {};
  for (const name of ['experts', 'rank'] as const) {
    const value = pack.expertGroup?.[name];
    expectThat(Number.isInteger(value) && value > 0, pack, {
      member: `expertGroup.${name}`,
      expected: 'a positive integer',
      got: value,
      remedy: groupRemedy,
    });
  }
  expectThat(Number.isFinite(alpha) && alpha > 0, pack, {
    member: 'expertGroup.alpha',
    expected: 'a positive number',
    got: alpha,
    remedy: groupRemedy,
  });
  expectList(pack, 'expertGroup.weights', weights);
  const stray = weights.find(
    (each) => typeof each?.model !== 'string' || !(each.file instanceof URL),
  );
  expectThat(stray === undefined, pack, {
    member: 'expertGroup.weights',
    expected: 'entries with the name of a model and the URL of a file',
    got: JSON.stringify(stray),
    remedy:
      "Write { model: 'nano', file: new URL('../weights/nano.safetensors', import.meta.url) }",
  });
}

function expectKeywords(pack: DialectPack): void {
  for (const name of ['all', 'specific'] as const)
    expectList(pack, `keywords.${name}`, pack.keywords?.[name]);
  const all = new Set(pack.keywords.all);
  const stray = pack.keywords.specific.find((keyword) => !all.has(keyword));
  expectThat(stray === undefined, pack, {
    member: 'keywords.specific',
    expected: 'keywords that keywords.all has too',
    got: stray,
    remedy: 'Add it to keywords.all',
  });
  const { specific, inQueries = [] } = pack.keywords;
  const foreign = inQueries.find((keyword) => !specific.includes(keyword));
  expectThat(foreign === undefined, pack, {
    member: 'keywords.inQueries',
    expected: 'keywords that keywords.specific has too',
    got: foreign,
    remedy: 'Add it to keywords.specific',
  });
}

function expectUniquePages(pack: DialectPack): void {
  expectRecord(pack, 'tutorials.sample', pack.tutorials?.sample);
  expectList(pack, 'tutorials.pages', pack.tutorials.pages);
  const seen = new Set<string>();
  for (const { keyword } of pack.tutorials.pages) {
    expectThat(!seen.has(keyword), pack, {
      member: 'tutorials.pages',
      expected: 'one page per keyword',
      got: `two for ${keyword}`,
      remedy: 'Merge the pages',
    });
    seen.add(keyword);
  }
}

function expectFunction(pack: DialectPack, member: string, value: unknown): void {
  expectThat(typeof value === 'function', pack, {
    member,
    expected: 'a function',
    got: typeof value,
    remedy: 'Implement it as DialectPack documents',
  });
}

function expectList(pack: DialectPack, member: string, value: unknown): void {
  expectThat(Array.isArray(value), pack, {
    member,
    expected: 'a list',
    got: typeof value,
    remedy: 'Give it as DialectPack documents, or []',
  });
}

function expectRecord(pack: DialectPack, member: string, value: unknown): void {
  expectThat(typeof value === 'object' && value !== null, pack, {
    member,
    expected: 'an object',
    got: typeof value,
    remedy: 'Give it as DialectPack documents',
  });
}

interface Expectation {
  readonly member: string;
  readonly expected: string;
  readonly got: unknown;
  readonly remedy: string;
}

function expectThat(holds: boolean, pack: DialectPack, expectation: Expectation): void {
  if (holds) return;
  const { member, expected, got, remedy } = expectation;
  throw new ConfigError(
    `dialect ${String(pack.id)}: expected ${member} to be ${expected}, got ${String(got)}. ${remedy}.`,
  );
}

function isOneOf(value: unknown, choices: readonly unknown[]): boolean {
  return choices.includes(value);
}
