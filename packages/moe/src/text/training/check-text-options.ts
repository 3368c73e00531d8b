import { reject, requireCounts } from '../../config/config-checks.js';
import { actsAfterPrefix } from '../../config/mixture-config.js';
import type { LanguageModelTrainerOptions } from './text-trainer-options.js';

/** Checks what samples and model cannot tell. @throws MoeError `MOE_BAD_CONFIG` */
export function checkTextOptions(options: LanguageModelTrainerOptions): void {
  const { mixture, epochs, totalSteps, packing = false, accumulationSteps = 1 } = options;
  requireCounts('training', { ...options, accumulationSteps }, [
    'batchSize',
    'accumulationSteps',
    'maxLength',
  ]);
  if ((epochs === undefined) === (totalSteps === undefined))
    reject('either epochs or totalSteps', { epochs, totalSteps }, 'the learning rate follows it');
  if (epochs !== undefined && !(epochs > 0 && Number.isFinite(epochs)))
    reject('epochs above 0', epochs, 'give a number of passes over the data');
  const { samplingTemperature: temperature = 1 } = options;
  if (!(temperature > 0)) reject('samplingTemperature above 0', temperature, '1 draws as data lie');
  const rows = Object.entries(options.rowsPerDialect ?? {});
  const stray = rows.find(([, count]) => !Number.isInteger(count) || count < 0);
  if (stray !== undefined)
    reject('rowsPerDialect of whole numbers', stray, 'give the number of first rows to use');
  if (mixture.groups.length === 0 && mixture.numSharedExperts === 0)
    reject('a mixture with experts', mixture, 'add groups or shared experts');

  checkPrefixes(options);

  const { routing, balance, dialectLossPositions: positions, hardDialectRouter } = mixture;
  const perRow =
    routing !== 'token' || balance === 'localized' || positions === 'all' || hardDialectRouter;
  if (packing && perRow === true)
    reject(
      "packing with token routing, the switch balance, dialectLossPositions 'real' and no hard dialect router",
      { routing, balance, dialectLossPositions: positions, hardDialectRouter },
      'what looks at whole rows would mix samples: set packing false',
    );
  if (packing && (options.groupScope ?? 'all') === 'own')
    reject("packing with groupScope 'all'", 'own', 'a row has samples of several dialects');
  if (options.checkpointing === true && routing === 'sentence')
    reject('checkpointing with token routing', routing, 'set checkpointing false');
  const pools = accumulationSteps > 1 && options.balanceOver !== 'micro-batch';
  if (pools && (routing === 'sentence' || balance === 'localized'))
    reject(
      "balanceOver 'micro-batch' with sentence routing or the localized balance",
      options.balanceOver,
      'their balance loss has no shares to pool over an update',
    );
}

/** What prefixes go together with. */
function checkPrefixes({
  mixture,
  base,
  sharedRowLength,
  packing,
}: LanguageModelTrainerOptions): void {
  const after = actsAfterPrefix(mixture);
  if (packing === true && after)
    reject(
      "packing with activation 'all'",
      mixture.activation,
      'set sharedRowLength instead of packing',
    );
  if (sharedRowLength === undefined) return;
  requireCounts('training', { sharedRowLength }, ['sharedRowLength']);
  if (!after)
    reject(
      "sharedRowLength with activation 'after-prefix'",
      mixture.activation ?? 'all',
      'adapters that act on the prefix need a gradient through it: leave sharedRowLength out',
    );
  const { slidingWindow } = base.config.decoder;
  if (slidingWindow !== undefined)
    reject(
      'sharedRowLength with a base without a sliding window',
      slidingWindow,
      'leave sharedRowLength out',
    );
}
