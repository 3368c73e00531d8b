import type { Command } from 'commander';
import { modelOptionHelp } from '../models/load-model.js';
import { startModel } from '../command-context.js';
import type { CommandContext } from '../command-context.js';
import { requireWritableFile } from '../evaluating/writable-file.js';
import { replaceFile } from '../output/replace-file.js';
import { positiveNumber } from './number-option.js';

interface CalibrateFlags {
  readonly records: readonly string[];
  readonly out: string;
  readonly data: string;
  readonly licence: string;
  readonly penalty: number;
  readonly model?: string;
  readonly json?: boolean;
}

/** Adds `momq calibrate` to the program. */
export function addCalibrateCommand(program: Command, context: CommandContext): void {
  program
    .command('calibrate')
    .description(
      'fit how sure answers are, on judged answers about databases that the model was not trained on',
    )
    .requiredOption(
      '--records <file...>',
      'what momq eval --records wrote (with --guess, so that all are answered)',
    )
    .requiredOption(
      '--out <file>',
      "calibration to write: calibration.json beside the model's weights",
    )
    .option('--data <text>', 'what the questions are, for the provenance', 'not stated')
    .option('--licence <text>', 'their licence, for the provenance', 'not stated')
    .option('--penalty <n>', 'pull of weights towards 0', positiveNumber, 10)
    .option('--model <name>', modelOptionHelp)
    .option('--json', 'print one JSON object')
    .action((flags: CalibrateFlags) => runCalibrate(flags, context));
}

async function runCalibrate(flags: CalibrateFlags, context: CommandContext): Promise<void> {
  const { evidenceNames, crossValidate, fitCalibration } = await import('@momq/core/confidence');
  const { calibrationReport } = await import('@momq/core/evaluation');
  const { readJudgedRecords } = await import('../calibrating/judged-records.js');
  const { toJson } = await import('../output/json.js');
  const answers = readJudgedRecords(flags.records);
  await requireWritableFile('out', flags.out);
  const options = { directions: evidenceNames, penalty: flags.penalty };
  const databases = [...new Set(answers.map(({ dbId }) => dbId))].sort();
  const model = await startModel(context, flags.model)();
  const calibration = {
    formatVersion: 1,
    ...rounded(fitCalibration(answers, options)),
    provenance: {
      command: `momq calibrate --penalty ${flags.penalty}`,
      model: `${model.name} ${model.version}`,
      ...(model.weightsHash !== undefined && { weights: model.weightsHash }),
      data: flags.data,
      licence: flags.licence,
      n: answers.length,
      databases,
    },
  };
  if (context.model === undefined) await model.dispose();
  await replaceFile(flags.out, `${JSON.stringify(calibration, null, 2)}\n`);
  const heldOut =
    databases.length < 2
      ? undefined
      : calibrationReport(
          crossValidate(answers, options).map((confidence, place) => ({
            confidence,
            outcome: answers[place]!.correct ? ('correct' as const) : ('wrong' as const),
          })),
        );
  if (flags.json === true) {
    context.output.print(toJson({ out: flags.out, calibration, crossValidation: heldOut }));
    return;
  }
  context.output.print(
    `calibration of ${answers.length} answers about ${databases.length} databases written to ${flags.out}`,
  );
  if (heldOut === undefined) return;
  const { calibrationText } = await import('../output/calibration-text.js');
  context.output.print(
    `\neach database by a model fitted on the others:\n${calibrationText(heldOut)}`,
  );
}

function rounded<T extends Pick<import('@momq/core/confidence').Calibration, 'bias' | 'terms'>>({
  bias,
  terms,
}: T): Pick<T, 'bias' | 'terms'> {
  const round = (value: number): number => Number(value.toPrecision(6));
  return {
    bias: round(bias),
    terms: terms.map(({ name, mean, deviation, weight }) => ({
      name,
      mean: round(mean),
      deviation: round(deviation),
      weight: round(weight),
    })),
  };
}
