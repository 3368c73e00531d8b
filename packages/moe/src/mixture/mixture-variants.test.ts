import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tensor, tensor1d, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import {
  jointLora,
  loraMoe,
  mixLora,
  momqFigureMixture,
  momqMixture,
  perDialectLora,
  smallExpertMixture,
  xLora,
} from '../config/baselines.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import { validateMixture } from '../config/validate-mixture.js';
import { fullAttention, decoder, feedForward } from '../decoder/forward-pass.js';
import { decoderSpecs } from '../decoder/decoder-parameters.js';
import { routerLosses } from '../losses/router-losses.js';
import { noDropout } from '../numerics/dropout.js';
import { expectClose } from '../testing/cpu.js';
import {
  committedVariants,
  readVariants,
  variantWeights,
  type VariantCase,
  type VariantGolden,
} from '../testing/mixture-variants.js';
import { sineTensor } from '../testing/sine-tensor.js';
import { expertLayout } from './expert-layout.js';
import { mixtureSpecs } from './mixture-parameters.js';
import type { Routing } from './router.js';

const committed = readVariants(committedVariants);

function run(
  golden: VariantGolden,
  { kind, mixture, ownGroupOnly, ...rest }: VariantCase,
): { y: Tensor; routings: readonly Routing[] } {
  const parameters = variantWeights({ kind, mixture, ownGroupOnly, ...rest });
  const x = sineTensor([golden.batch, golden.length, golden.decoder.width], 50, 1);
  const groups = mixture.groups.length;
  const own = golden.dialect.flatMap((d) => mixture.groups.map((_, g) => Number(g === d)));
  const mask = ownGroupOnly ? own : new Array<number>(golden.batch * groups).fill(1);
  const scope = { groupMask: tensor(mask, [golden.batch, groups]), sentenceMask: null };
  if (kind === 'decoder') {
    const attend = fullAttention(() => null);
    const { hidden, routings } = decoder(parameters, x, {
      config: golden.decoder,
      attend,
      mixture: { config: mixture, scope },
    });
    return { y: hidden, routings };
  }
  const routings: Routing[] = [];
  const layout = expertLayout(mixture);
  const adapters = {
    config: mixture,
    layout,
    scope,
    dropout: noDropout,
    folded: false,
    active: null,
  };
  const y = feedForward(parameters, 0, x, { ...adapters, given: null, routings });
  return { y, routings };
}

function compare(golden: VariantGolden, variant: VariantCase): void {
  const { y, routings } = run(golden, variant);
  expectClose(y, variant.output, 1e-5);
  const targets = {
    positions: tensor2d(golden.positions),
    dialect: tensor1d(golden.dialect, 'int32'),
  };
  const losses = routerLosses(variant.mixture, routings, targets, 0);
  for (const part of ['balance', 'dialect'] as const) {
    const expected = variant.losses[part];
    if (expected !== undefined) expect(losses[part].dataSync()[0]).toBeCloseTo(expected, 5);
  }
}

describe('each switch and method against its own formula in PyTorch', () => {
  it.each(committed.cases.map((variant) => [variant.name, variant] as const))(
    '%s',
    (_, variant) => {
      compare(committed, variant);
    },
  );

  it.each(committed.cases.map((variant) => [variant.name, variant] as const))(
    '%s reads exactly the weights that the parameter list names',
    (_, { mixture, weights, kind }) => {
      expect(() => validateMixture(mixture)).not.toThrow();
      const specs = [
        ...decoderSpecs(committed.decoder),
        ...mixtureSpecs(committed.decoder, mixture),
      ];
      const inBlock = (name: string): boolean =>
        kind === 'decoder' || /layers\.0\.mlp\./.test(name);
      const expected = specs
        .filter(({ name }) => inBlock(name))
        .map(({ name, shape }) => `${name} ${shape.join()}`);
      expect(weights.map(({ name, shape }) => `${name} ${shape.join()}`).sort()).toEqual(
        expected.sort(),
      );
    },
  );
});

describe('with a Python that has PyTorch', () => {
  const python = process.env['MOMQ_PYTHON'];
  const folder = mkdtempSync(join(tmpdir(), 'momq-variants-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.skipIf(python === undefined)(
    'the committed numbers are what the reference computes (set MOMQ_PYTHON to a Python with reference/moe/requirements.txt)',
    () => {
      const script = fileURLToPath(
        new URL('../../../../reference/moe/make_mixture_golden.py', import.meta.url),
      );
      const out = join(folder, 'variants.json');
      execFileSync(python!, [script, '--out', out]);
      const fresh = readVariants(out);
      expect(fresh.cases.map(({ name }) => name)).toEqual(committed.cases.map(({ name }) => name));
      for (const variant of fresh.cases) compare(fresh, variant);
    },
    60_000,
  );
});

describe('named configurations', () => {
  const dialects = ['a', 'b'];
  const size = { rank: 2, alpha: 4, dropout: 0, dialects, expertsPerGroup: 2 };
  const named: Record<string, MixtureConfig> = {
    Momq: momqMixture(size),
    LoraMoe: loraMoe(size),
    MixLora: mixLora(size),
    JointLora: jointLora(size),
    PerDialectLora: perDialectLora(size),
    XLora: xLora(size),
    SmallExperts: smallExpertMixture({ width: 2, dropout: 0, dialects, expertsPerGroup: 2 }),
  };

  it.each(Object.entries(named))('%s is the configuration of the reference', (name, config) => {
    const { routerStart: _start, ...rest } = config;
    const { mixture } = committed.cases.find((variant) => variant.name === name)!;
    expect({ ...rest, lora: mixture.lora }).toEqual({ ...mixture, groups: rest.groups });
    expect(rest.groups.map((group) => [group.name, group.numExperts, group.rank])).toEqual(
      mixture.groups.map((group) => [group.name, group.numExperts, group.rank]),
    );
  });

  it('the figure is MoMQ with per-group routers', () => {
    expect(momqFigureMixture(size)).toEqual({
      ...momqMixture(size),
      expertRouters: 'per-group',
      balanceWithinGroups: true,
    });
  });
});
