import { MoeError } from '../errors.js';
import type { DecoderConfig, LoraConfig } from './decoder-config.js';
import type { MixtureConfig } from './mixture-config.js';
import type { PointerConfig, PointerModelConfig } from './pointer-config.js';

function reject(expected: string, got: unknown, remedy: string): never {
  throw new MoeError(
    'MOE_BAD_CONFIG',
    `expected ${expected}, got ${JSON.stringify(got)}; ${remedy}`,
  );
}

function requireCounts<T extends object>(
  owner: string,
  config: T,
  names: readonly (keyof T & string)[],
  minimum = 1,
): void {
  for (const name of names) {
    const value = config[name] as unknown;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum) {
      reject(
        `${owner}.${name} to be an integer of at least ${minimum}`,
        value,
        'set it in the config',
      );
    }
  }
}

function requireRate(name: string, value: number): void {
  if (!(value >= 0 && value < 1)) reject(`${name} in [0, 1)`, value, 'use a probability below 1');
}

/** @throws MoeError `MOE_BAD_CONFIG` */
export function validateDecoder(config: DecoderConfig): void {
  requireCounts('decoder', config, [
    'width',
    'numLayers',
    'numHeads',
    'numKvHeads',
    'headWidth',
    'ffWidth',
  ]);
  if (config.numHeads % config.numKvHeads !== 0)
    reject(
      'numKvHeads to divide numHeads',
      [config.numKvHeads, config.numHeads],
      'change one of them',
    );
  if (!(config.normEpsilon > 0))
    reject('a positive normEpsilon', config.normEpsilon, 'use e.g. 1e-6');
  if (config.ropeTheta !== null && config.headWidth % 2 !== 0)
    reject('an even headWidth with RoPE', config.headWidth, 'use an even width or ropeTheta null');
}

function validateLora(owner: string, { rank, alpha }: Pick<LoraConfig, 'rank' | 'alpha'>): void {
  requireCounts(owner, { rank }, ['rank']);
  if (!(alpha > 0))
    reject(`${owner}.alpha to be positive`, alpha, 'alpha / rank scales the adapter');
}

/** @throws MoeError `MOE_BAD_CONFIG` */
export function validateMixture(config: MixtureConfig): void {
  validateLora('lora', config.lora);
  requireRate('lora.dropout', config.lora.dropout);
  requireRate('mixture.dropout', config.dropout);
  requireCounts('mixture', config, ['expertsPerToken']);
  requireCounts('mixture', config, ['numSharedExperts'], 0);
  const names = new Set<string>();
  for (const group of config.groups) {
    if (!/^[a-z0-9][a-z0-9_-]*$/.test(group.name))
      reject(
        'a group name of lower-case letters, digits, - and _',
        group.name,
        'it names a file of the checkpoint',
      );
    if (names.has(group.name)) reject('distinct group names', group.name, 'remove the duplicate');
    names.add(group.name);
    requireCounts(`group ${group.name}`, group, ['numExperts']);
    validateLora(`group ${group.name}`, group);
  }
  const total = config.groups.reduce((sum, group) => sum + group.numExperts, 0);
  if (total > 0 && config.expertsPerToken > total) {
    reject(
      `expertsPerToken of at most the ${total} experts there are`,
      config.expertsPerToken,
      'lower it or add experts',
    );
  }
  if (config.routing !== 'token' && config.routing !== 'sentence')
    reject("routing 'token' or 'sentence'", config.routing, 'choose one');
  if (config.routing === 'sentence' && (config.dialectRouter || config.numSharedExperts > 0)) {
    reject(
      'sentence routing without dialect router and shared experts',
      config,
      'set dialectRouter false and numSharedExperts 0',
    );
  }
  if (
    config.balanceWithinGroups &&
    config.groups.some((group) => group.numExperts !== config.groups[0]?.numExperts)
  ) {
    reject(
      'groups of equal size with balanceWithinGroups',
      config.groups,
      'give each group as many experts',
    );
  }
  if (
    config.balanceWithinGroups &&
    config.groups.some((group) => group.numExperts < config.expertsPerToken)
  ) {
    reject(
      'at least expertsPerToken experts in each group with balanceWithinGroups',
      config.groups,
      'add experts',
    );
  }
}

function validatePointer(config: PointerConfig): void {
  requireCounts('pointer', config, ['vectorWidth', 'numFlags']);
  requireCounts('pointer', config, ['numTypes', 'numRelations', 'vocabularySize'], 2);
  requireCounts('pointer', config, ['startToken'], 0);
  if (config.numRelations > 256)
    reject('at most 256 relations', config.numRelations, 'relation ids are bytes');
  if (config.startToken >= config.vocabularySize)
    reject('startToken below vocabularySize', config.startToken, 'use a keyword id');
}

/** Checks a whole model config. @throws MoeError `MOE_BAD_CONFIG` */
export function validateConfig(config: PointerModelConfig): void {
  validateDecoder(config.decoder);
  validatePointer(config.pointer);
  requireRate('dropout', config.dropout);
  if (config.mixture !== null) validateMixture(config.mixture);
}
