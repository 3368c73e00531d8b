import { readFile } from 'node:fs/promises';
import { ConfigError } from '@momq/core';
import { requirePositiveInteger } from '@momq/core/execution';
import type { LanguageModelTrainerOptions } from '@momq/moe/text';

/** The part of the trainer's options that a file may set; see `LanguageModelTrainerOptions` of `@momq/moe/text`. */
const trainingFields = [
  'epochs',
  'totalSteps',
  'maxMinutes',
  'batchSize',
  'accumulationSteps',
  'balanceOver',
  'maxLength',
  'sharedRowLength',
  'keptPrefixBytes',
  'bucketing',
  'packing',
  'samplingTemperature',
  'checkpointing',
  'precision',
  'groupScope',
  'optimizer',
  'loss',
  'seed',
  'saveEveryMinutes',
  'evaluateEveryMinutes',
  'patience',
] as const;

/** A run of `momq train text` as its file says it. */
export interface TextRunConfig {
  /** A language model as `loadBase` of `@momq/moe/bases` takes it. */
  readonly base: string;
  /** Dialects by id; the mixture's groups, where it has some. */
  readonly dialects: readonly string[];
  /** Questions of a database to train on at most, by dialect. Default: all. */
  readonly questionsPerDatabase?: Readonly<Record<string, number>>;
  /** Longest schema that is told whole, in tokens. Default 2,048, as at run time. */
  readonly schemaTokens?: number;
  /** Trained adapters to go on from, of the same mixture: a folder or a package. Default: fresh ones. */
  readonly startFrom?: string;
  /** How the mixture's groups begin that `startFrom` does not have: by name the trained group that each is a copy of, or `fresh`. */
  readonly newGroups?: Readonly<Record<string, string>>;
  readonly mixture: LanguageModelTrainerOptions['mixture'];
  readonly training: Pick<LanguageModelTrainerOptions, (typeof trainingFields)[number]>;
  readonly validation?: {
    /** Questions of a dialect whose loss and routing the report shows. Default 16. */
    readonly losses?: number;
    /** Questions of a dialect that are asked, for the execution accuracy while training. Default 0: none. */
    readonly questions?: number;
  };
}

const fields = {
  base: 'a text',
  dialects: 'a list',
  questionsPerDatabase: 'an object',
  schemaTokens: 'a number',
  startFrom: 'a text',
  newGroups: 'an object',
  mixture: 'an object',
  training: 'an object',
  validation: 'an object',
} as const;
const required = ['base', 'dialects', 'mixture', 'training'] as const;

/**
 * Reads the file of a run, YAML or JSON. Mixture and training are checked by the trainer.
 *
 * @throws {@link ConfigError} for a file that is not there or no YAML, a member that is missing, of another kind or unknown
 */
export async function readTextRunConfig(file: string): Promise<TextRunConfig> {
  const { parse } = await import('yaml');
  const members = `YAML or JSON with ${required.join(', ')}`;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(
      `config: expected a file of ${members}, got ${file}, which cannot be read (${(cause as NodeJS.ErrnoException).code ?? String(cause)}). Check the path.`,
      { cause },
    );
  }
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    const [reason = ''] = (cause as Error).message.split('\n'); // below it the place is drawn
    throw new ConfigError(
      `${file}: expected ${members}, got none: ${reason.replace(/[\s.:]+$/, '')}. Correct the file.`,
      { cause },
    );
  }
  const reject = (expected: string, got: string): never => {
    throw new ConfigError(
      `${file}: expected ${expected}, got ${got}. See docs/guide/training-experts.md.`,
    );
  };
  if (kindOf(value) !== 'an object') return reject('an object', kindOf(value));
  const given = value as Record<string, unknown>;
  for (const name of required) if (given[name] === undefined) reject(name, 'none');
  for (const [name, member] of Object.entries(given)) {
    const kind = (fields as Readonly<Record<string, string>>)[name];
    if (kind === undefined) reject(`members among ${Object.keys(fields).join(', ')}`, name);
    else if (kindOf(member) !== kind) reject(`${name} to be ${kind}`, kindOf(member));
  }
  const stray = Object.keys(given['training'] as object).find(
    (name) => !(trainingFields as readonly string[]).includes(name),
  );
  if (stray !== undefined) reject(`training of ${trainingFields.join(', ')}`, stray);
  const config = value as TextRunConfig;
  requireCounts(config, file);
  for (const [name, from] of Object.entries(config.newGroups ?? {}))
    if (typeof from !== 'string') reject(`newGroups.${name} to be a text`, kindOf(from));
  if (config.newGroups !== undefined && config.startFrom === undefined)
    reject('newGroups beside startFrom, whose groups they join', 'it alone');
  return config;
}

/** @throws ConfigError for numbers that count nothing */
function requireCounts(
  { schemaTokens, questionsPerDatabase = {}, validation = {} }: TextRunConfig,
  file: string,
): void {
  if (schemaTokens !== undefined) requirePositiveInteger(`${file}: schemaTokens`, schemaTokens);
  for (const [id, count] of Object.entries(questionsPerDatabase))
    requirePositiveInteger(`${file}: questionsPerDatabase.${id}`, count);
  const { losses = 0, questions = 0, ...others } = validation;
  for (const [name, count] of Object.entries({ losses, questions }))
    if (count !== 0) requirePositiveInteger(`${file}: validation.${name}`, count);
  const [stray] = Object.keys(others);
  if (stray !== undefined)
    throw new ConfigError(
      `${file}: expected validation of losses, questions, got ${stray}. Correct it, or leave it out.`,
    );
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'number') return 'a number';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
