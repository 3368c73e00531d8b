import type { LanguageModelConfig } from '../model/language-model-config.js';
import { validateLanguageModel } from '../model/validate-language-model.js';
import { checkTextOptions } from './check-text-options.js';
import { EpochPlans } from './epoch-plans.js';
import { namedIds, prepareSamples, type DataRules } from './prepare-samples.js';
import type { LanguageModelTrainerOptions } from './text-trainer-options.js';
import type { DataReport, TokenizedSample } from './training-sample.js';

/** A run whose options are checked and whose data are token ids. */
export interface PreparedTextRun {
  readonly config: LanguageModelConfig;
  readonly samples: readonly TokenizedSample[];
  readonly held: readonly TokenizedSample[];
  readonly report: DataReport;
  readonly plan: EpochPlans;
  readonly totalSteps: number;
  readonly seed: number;
}

/** Checks options, encodes the data and plans the updates. @throws MoeError as `trainLanguageModel` does before its first step */
export async function preparedTextRun(
  options: LanguageModelTrainerOptions,
): Promise<PreparedTextRun> {
  const { base, mixture, seed = 42, heldOut = [] } = options;
  const config: LanguageModelConfig = { ...base.config, mixture };
  validateLanguageModel(config);
  checkTextOptions(options);
  const rules: DataRules = {
    dialects: dialectsOf(options),
    maxLength: options.maxLength,
    vocabularySize: config.vocabularySize,
    endToken:
      options.endToken === undefined ? (base.specialTokens.eos[0] ?? null) : options.endToken,
    unknownDialect: options.unknownDialect ?? 'error',
    tooLong: options.tooLong ?? 'skip',
  };
  const { rowsPerDialect } = options;
  const limited = { ...rules, ...(rowsPerDialect === undefined ? {} : { rowsPerDialect }) };
  const { samples, report } = await prepareSamples(options.samples, limited, () =>
    base.tokenizer(),
  );
  const held =
    heldOut.length === 0
      ? []
      : (await prepareSamples(heldOut, rules, () => base.tokenizer())).samples;
  (options.onData ?? warnOfLeftOut)(report);
  const plan = new EpochPlans(samples, { ...options, seed });
  const totalSteps = options.totalSteps ?? plan.stepsOf(options.epochs ?? 0);
  return { config, samples, held, report, plan, totalSteps, seed };
}

/** The mixture's groups; without any, as for a joint LoRA, whatever dialects the samples have. */
function dialectsOf({ mixture, samples }: LanguageModelTrainerOptions): string[] {
  return mixture.groups.length > 0
    ? mixture.groups.map(({ name }) => name)
    : [...new Set(samples.map(({ dialect }) => dialect))];
}

function warnOfLeftOut({ unknownDialect, tooLong }: DataReport): void {
  for (const [what, { count, ids }] of Object.entries({
    'of an unknown dialect': unknownDialect,
    'longer than maxLength': tooLong,
  }))
    if (count > 0)
      process.emitWarning(`${count} samples ${what} are left out: ${namedIds(ids)}`, {
        code: 'MOMQ_SAMPLES_LEFT_OUT',
      });
}
