const core = [
  'core',
  'core/confidence',
  'core/evaluation',
  'core/execution',
  'core/graph',
  'core/linking',
  'core/logical',
  'core/meaning',
  'core/pairs',
  'core/random',
  'core/semantics',
];

const moe = [
  'moe',
  'moe/pointer',
  'moe/text',
  'moe/bases',
  'moe/training',
  'moe/report',
  'moe/merging',
  'moe/interop',
];

const engine = [
  'engine',
  'engine/ops',
  'engine/training',
  'engine/safetensors',
  'engine/onnx',
  'engine/inspection',
];

/**
 * Which packages of this repository each package may import (docs/adr/0002-tooling.md): imports point down only.
 * A pack sees nothing of core but the contract and what packs share.
 */
const allowed = {
  onnxruntime: [],
  engine: ['onnxruntime'],
  moe: engine,
  dialect: [],
  core: ['dialect'],
  'model-minilm': engine,
  'experts-*': [],
  'model-nano': [...core, 'core/sql', 'dialect', ...engine, 'model-minilm', ...moe],
  'model-text': [
    'core',
    'core/confidence',
    'core/linking',
    'core/meaning',
    'core/semantics',
    'dialect',
    ...moe,
  ],
  datagen: [...core, 'core/sql', 'dialect'],
  serve: ['core', 'core/execution'],
  mcp: ['core', 'core/execution', 'serve'],
  'graph-store': [],
  'dialect-*': [
    'dialect',
    'core/execution',
    'core/graph',
    'core/logical',
    'core/sql',
    'graph-store',
  ],
  'dialect-kit': [
    'dialect',
    'core/conformance',
    'core/evaluation',
    'core/execution',
    'core/logical',
  ],
};

const deepImports = {
  regex: '^@momq/[^/]+/(src|dist)(/|$)',
  message: 'Import what the package exports, not its files.',
};

/** Tests and training scripts may use any package, but no package's inner files. */
const unlayered = ['**/*.test.ts', '**/testing/**', '**/scripts/**'];

/** ESLint configurations that enforce the layers. */
export const layerRules = [
  {
    files: ['**/*.{ts,js}'],
    rules: { 'no-restricted-imports': ['error', { patterns: [deepImports] }] },
  },
  ...Object.entries(allowed).map(([folder, packages]) => ({
    files: [`packages/${folder}/src/**/*.ts`],
    ignores: unlayered,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            deepImports,
            {
              regex: `^(momq|@momq/(?!(?:${packages.join('|')})$).*)$`,
              message: `packages/${folder} may import ${packages.length > 0 ? packages.map((name) => `@momq/${name}`).join(', ') : 'no other package of this repository'}.`,
            },
          ],
        },
      ],
    },
  })),
];

/** Names of dialects that the packages of this repository implement. */
const dialectNames = String.raw`/\b(sqlite|postgres(ql)?|mysql|bigquery|cypher|ngql)\b/i`;
const namesNoDialect = {
  message:
    'Only packs, examples, benchmarks, docs and tests name a concrete dialect: take what is installed, or an option.',
};

/** Keeps concrete dialects out of what serves all of them; `sql` and `graph` of core are what packs share. */
export const neutralRules = {
  files: ['packages/*/src/**/*.ts'],
  ignores: [
    ...unlayered,
    'packages/dialect-{sqlite,postgres,mysql,bigquery,cypher,ngql}/**',
    'packages/core/src/{sql,graph}/**',
    'packages/core/src/semantics/osi-{model,shape}.ts', // names of the Open Semantic Interchange
  ],
  rules: {
    'no-restricted-syntax': [
      'error',
      { selector: 'ExportAllDeclaration', message: 'Name what the module exports.' },
      { selector: `:not(ImportDeclaration) > Literal[value=${dialectNames}]`, ...namesNoDialect },
      { selector: `TemplateElement[value.raw=${dialectNames}]`, ...namesNoDialect },
      { selector: `Property > Identifier.key[name=${dialectNames}]`, ...namesNoDialect },
    ],
  },
};
