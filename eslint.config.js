import checkFile from 'eslint-plugin-check-file';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layerRules, neutralRules } from './eslint.layers.js';

const typescript = ['**/*.ts'];
const tests = ['**/*.test.ts', '**/*.test-d.ts', '**/testing/**'];

export default defineConfig(
  {
    ignores: [
      '**/dist/**',
      '**/.*/**',
      '**/runs/**',
      '**/vitest.config.ts',
      'vitest.base.ts',
      'docs/api/**',
      'reference/**',
      'packages/cli/templates/**', // packages of their own, once written
    ],
  },
  {
    files: typescript,
    extends: [tseslint.configs.base],
    plugins: { 'import-x': importX, 'check-file': checkFile },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [
        createNodeResolver({
          conditionNames: ['@momq/source', 'node', 'import', 'default'],
          extensionAlias: { '.js': ['.ts', '.js'] },
        }),
      ],
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'check-file/filename-naming-convention': [
        'error',
        { '**/*.ts': 'KEBAB_CASE' },
        { ignoreMiddleExtensions: true },
      ],
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      'no-empty': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'Name what the module exports.' },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only the command line reads the environment.',
        },
      ],
    },
  },
  {
    files: [
      'packages/cli/**/*.ts',
      'packages/*/scripts/**/*.ts',
      'benchmarks/**/*.ts',
      'docs/**/*.ts',
      'examples/**/*.ts',
      ...tests,
    ],
    rules: { 'no-restricted-properties': 'off', 'no-console': 'off' },
  },
  {
    files: ['**/*.generated.ts', '**/*-tutorials/**', '**/tutorials/**'],
    rules: { 'max-lines': 'off' },
  }, // data
  layerRules,
  neutralRules,
);
