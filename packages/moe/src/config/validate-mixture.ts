import { reject, requireAtMost, requireCounts, requireRate } from './config-checks.js';
import type { LoraConfig } from './decoder-config.js';
import {
  actsAfterPrefix,
  adaptedLinears,
  mixtureTargets,
  type MixtureConfig,
} from './mixture-config.js';
import { requireMixtureShape } from './config-shape.js';

function validateLora(owner: string, { rank, alpha }: Pick<LoraConfig, 'rank' | 'alpha'>): void {
  requireCounts(owner, { rank }, ['rank']);
  if (!(alpha > 0 && Number.isFinite(alpha)))
    reject(`${owner}.alpha to be a positive number`, alpha, 'alpha / rank scales the adapter');
}

/** Experts of a group; every pass has a matrix of experts by experts' ranks. */
const MOST_EXPERTS = 4096;

function validateGroups({ groups, expertsPerToken }: MixtureConfig): void {
  const names = new Set<string>();
  for (const group of groups) {
    if (!/^[a-z0-9][a-z0-9_-]*$/.test(group.name))
      reject(
        'a group name of lower-case letters, digits, - and _',
        group.name,
        'it names a file of the checkpoint',
      );
    if (names.has(group.name)) reject('distinct group names', group.name, 'remove the duplicate');
    names.add(group.name);
    requireCounts(`group ${group.name}`, group, ['numExperts']);
    requireAtMost(`group ${group.name}.numExperts`, group.numExperts, MOST_EXPERTS);
    validateLora(`group ${group.name}`, group);
  }
  const total = groups.reduce((sum, group) => sum + group.numExperts, 0);
  if (total > 0 && expertsPerToken > total) {
    reject(
      `expertsPerToken of at most the ${total} experts there are`,
      expertsPerToken,
      'lower it or add experts',
    );
  }
}

/** Every optional switch has one of its names. */
function validateChoices(config: MixtureConfig): void {
  const choices = {
    routing: ['token', 'sentence', 'dialect', 'two-pass'],
    experts: ['lora', 'feed-forward', 'lora-feed-forward'],
    expertRouters: ['joint', 'per-group'],
    balance: ['switch', 'localized'],
    dialectLossPositions: ['real', 'all'],
    routerStart: ['outputs', 'inputs', 'small', 'kaiming-normal'],
    activation: ['all', 'after-prefix'],
  } as const;
  for (const [name, allowed] of Object.entries(choices)) {
    const value = config[name as keyof typeof choices];
    if (value !== undefined && !(allowed as readonly string[]).includes(value))
      reject(`${name} ${allowed.map((choice) => `'${choice}'`).join(' or ')}`, value, 'choose one');
  }
  for (const [name, parts] of Object.entries({
    targets: config.targets,
    loraTargets: config.loraTargets,
  })) {
    const stray = parts?.find((part) => !adaptedLinears.includes(part));
    if (stray !== undefined)
      reject(`${name} of ${adaptedLinears.join(', ')}`, stray, 'name linear layers of a block');
    if (parts !== undefined && new Set(parts).size < parts.length)
      reject(`distinct ${name}`, parts, 'remove the duplicate');
  }
  const both = config.loraTargets?.filter((part) => mixtureTargets(config).includes(part)) ?? [];
  if (both.length > 0)
    reject('a mixture or a plain LoRA on a layer', both, 'take it out of targets or loraTargets');
  if (config.targets !== undefined && config.targets.length === 0)
    reject('at least one target', config.targets, "leave targets out for ['down_proj']");
}

/** Switches that only make sense together, or not together. */
function validateCombinations(config: MixtureConfig): void {
  const { routing, groups, expertRouters = 'joint', experts = 'lora' } = config;
  const forbid = (condition: boolean, expected: string, remedy: string): void => {
    if (condition) reject(expected, config, remedy);
  };
  forbid(
    routing === 'sentence' && (config.dialectRouter || config.numSharedExperts > 0),
    'sentence routing without dialect router and shared experts',
    'set dialectRouter false and numSharedExperts 0',
  );
  forbid(
    routing !== 'token' && (config.dialectRouter || expertRouters === 'per-group'),
    `${routing} routing without a dialect router and per-group routers`,
    "set dialectRouter false and expertRouters 'joint'",
  );
  forbid(
    config.hardDialectRouter === true && (!config.dialectRouter || expertRouters === 'per-group'),
    'a hard dialect router with dialectRouter and joint expert routers',
    "set dialectRouter true and expertRouters 'joint'",
  );
  forbid(
    experts !== 'lora' && (config.numSharedExperts > 0 || routing !== 'token'),
    `${experts} experts with token routing and without shared experts`,
    "set numSharedExperts 0 and routing 'token'",
  );
  forbid(
    experts !== 'lora' && (config.targets !== undefined || expertRouters === 'per-group'),
    `${experts} experts without targets and per-group routers`,
    'leave both out: such an expert is a whole block',
  );
  const blockLinears = ['gate_proj', 'up_proj', 'down_proj'];
  forbid(
    experts === 'lora-feed-forward' &&
      (config.loraTargets?.some((part) => blockLinears.includes(part)) ?? false),
    'lora-feed-forward experts without plain LoRAs on gate, up and down',
    'the experts adapt those; take them out of loraTargets',
  );
  forbid(
    expertRouters === 'per-group' && !config.balanceWithinGroups,
    'per-group routers with balanceWithinGroups',
    'there are no probabilities over all experts to balance: set balanceWithinGroups true',
  );
  forbid(
    config.balance === 'localized' && routing !== 'token',
    'the localized balance with token routing',
    'it compares the weights of tokens',
  );
  forbid(
    actsAfterPrefix(config) &&
      (experts !== 'lora' || config.fusionWidth !== undefined || config.hardDialectRouter === true),
    "LoRA experts, no fusion and no hard dialect router with activation 'after-prefix'",
    'the base reads the prefix alone: leave them out',
  );
  forbid(
    actsAfterPrefix(config) && !['token', 'dialect'].includes(routing),
    "token or dialect routing with activation 'after-prefix'",
    'the others look at whole prompts',
  );
  forbid(
    actsAfterPrefix(config) && config.dialectLossPositions === 'all',
    "dialectLossPositions 'real' with activation 'after-prefix'",
    'there are no router decisions in the prefix to average',
  );
  if (config.balanceWithinGroups && groups.some(({ numExperts: n }) => n !== groups[0]?.numExperts))
    reject(
      'groups of equal size with balanceWithinGroups',
      groups,
      'give each group as many experts',
    );
  if (config.balanceWithinGroups && groups.some(({ numExperts: n }) => n < config.expertsPerToken))
    reject(
      'at least expertsPerToken experts in each group with balanceWithinGroups',
      groups,
      'add experts',
    );
}

/** Checks the adapters' config. @throws MoeError `MOE_BAD_CONFIG` */
export function validateMixture(config: MixtureConfig): void {
  requireMixtureShape(config);
  validateLora('lora', config.lora);
  requireRate('lora.dropout', config.lora.dropout);
  requireRate('mixture.dropout', config.dropout);
  requireCounts('mixture', config, ['expertsPerToken']);
  requireCounts('mixture', config, ['numSharedExperts'], 0);
  if (config.fusionWidth !== undefined)
    requireCounts('mixture', { fusionWidth: config.fusionWidth }, ['fusionWidth']);
  if (config.localizedDelta !== undefined) requireRate('localizedDelta', config.localizedDelta);
  validateGroups(config);
  validateChoices(config);
  validateCombinations(config);
}
