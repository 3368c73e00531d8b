import { State } from '@momq/engine';
import type { PointerModelConfig } from '../pointer-config.js';
import { validatePointerModel } from '../validate-pointer-model.js';
import { MoeError } from '../../errors.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import type {
  BeamCandidate,
  BeamSearchRequest,
  PointerGenerator,
  PointerGeneratorOptions,
  RoutingShares,
} from './beam-search-types.js';
import { searchCodes } from './search-codes.js';
import { BucketDecoder } from './bucket-decoder.js';
import { foldAdapters } from '../../generation/fold-adapters.js';
import { knownGenerator } from './known-generator.js';

const DEFAULT_BUCKETS = [32, 48, 64, 96, 128, 192, 256, 384] as const;

/**
 * A decoder for a trained model: encodes a prefix once, then beam search with a key-value cache that all beams share.
 * Plain LoRAs and shared experts are folded into the base weights. Requests run one after the other.
 * @throws MoeError `MOE_BAD_CONFIG` for a model with sentence or two-pass routing, a hard dialect router or RoPE, which cannot decode step by step here
 */
export function createPointerGenerator(
  model: { config: PointerModelConfig; parameters: HostParameters },
  options: PointerGeneratorOptions = {},
): PointerGenerator {
  const { maxOutputLength = 48, prefixBuckets = DEFAULT_BUCKETS, threads = 1 } = options;
  validatePointerModel(model.config);
  requireStepwise(model.config);
  if (options.routing === 'known')
    return knownGenerator(model, (restricted) =>
      createPointerGenerator(restricted, { ...options, routing: 'soft' }),
    );
  const groups = model.config.mixture?.groups.map((group) => group.name) ?? [];
  const folded = foldAdapters(model.config, model.parameters);
  const weights = State.from(folded.parameters);
  const buckets = [...prefixBuckets].sort((a, b) => a - b);
  const decoders = new Map<string, BucketDecoder>();
  let queue: Promise<unknown> = Promise.resolve();

  function decoderFor(prefixLength: number, beamSize: number): BucketDecoder {
    const bucket = buckets.find((size) => size >= prefixLength);
    if (bucket === undefined)
      throw new MoeError(
        'MOE_BAD_INPUT',
        `expected a prefix of at most ${buckets.at(-1)} positions, got ${prefixLength}; prune the schema or pass larger prefixBuckets`,
      );
    const key = `${bucket}/${beamSize}`;
    let decoder = decoders.get(key);
    if (decoder === undefined)
      decoders.set(
        key,
        (decoder = new BucketDecoder(
          folded,
          { prefixLength: bucket, beamSize, maxOutputLength, threads },
          weights,
        )),
      );
    return decoder;
  }

  async function search<S>(request: BeamSearchRequest<S>): Promise<BeamCandidate[]> {
    const {
      prefix,
      relations,
      constraint,
      beamSize = 6,
      lengthPenalty = 0,
      normalisation = 'all',
      signal,
    } = request;
    const limit = request.maxOutputLength ?? maxOutputLength;
    if (!Number.isInteger(beamSize) || beamSize < 1)
      throw new MoeError(
        'MOE_BAD_INPUT',
        `expected beamSize of at least 1, got ${beamSize}; use 1 for greedy decoding`,
      );
    if (limit > maxOutputLength)
      throw new MoeError(
        'MOE_BAD_INPUT',
        `expected maxOutputLength of at most ${maxOutputLength}, got ${limit}; create the generator with a larger one`,
      );
    const step = await decoderFor(prefix.prefixLength, beamSize).start(
      prefix,
      relations,
      groupMask(request.groups),
    );
    const { vocabularySize, startToken } = model.config.pointer;
    const found = await searchCodes(step, {
      constraint,
      startToken: request.startToken ?? startToken,
      numCodes: vocabularySize + prefix.prefixLength,
      numGroups: groups.length,
      beamSize,
      maxOutputLength: limit,
      lengthPenalty,
      normalisation,
      signal,
    });
    return found.map(({ routing, ...candidate }) => ({
      ...candidate,
      routing: routingShares(groups, routing, model.config.mixture?.numSharedExperts ?? 0),
    }));
  }

  function groupMask(names: readonly string[] | undefined): Float32Array {
    const mask = new Float32Array(groups.length).fill(names === undefined ? 1 : 0);
    for (const name of names ?? []) {
      const index = groups.indexOf(name);
      if (index < 0)
        throw new MoeError(
          'MOE_UNKNOWN_GROUP',
          `expected a loaded expert group (${groups.join(', ') || 'none'}), got "${name}"; load the checkpoint with it`,
        );
      mask[index] = 1;
    }
    return mask;
  }

  return {
    beamSearch(request) {
      const run = queue.then(() => search(request));
      queue = run.catch(() => undefined); // the caller of the failed request gets the error
      return run;
    },
    async dispose() {
      await queue;
      await Promise.all([...decoders.values()].map((decoder) => decoder.dispose()));
      decoders.clear();
    },
  };
}

/** Routers that read a whole sequence, or a second pass over it, cannot decide step by step. */
function requireStepwise({ decoder, mixture }: PointerModelConfig): void {
  const sequential =
    mixture === null ||
    (mixture.routing !== 'sentence' &&
      mixture.routing !== 'two-pass' &&
      mixture.hardDialectRouter !== true);
  if (sequential && decoder.ropeTheta === null) return;
  throw new MoeError(
    'MOE_BAD_CONFIG',
    'expected a model that decides token by token and has no RoPE, got sentence or two-pass routing, a hard dialect router or RoPE; score whole sequences with it instead',
  );
}

/** Shares of the expert weight: each group's fused weights, and weight 1 for every shared expert. */
function routingShares(
  groups: readonly string[],
  weights: readonly number[],
  numSharedExperts: number,
): RoutingShares {
  const total = groups.reduce((sum, _, i) => sum + (weights[i] as number), numSharedExperts);
  if (total === 0) return {};
  const shares: [string, number][] = groups.map((name, i) => [
    name,
    (weights[i] as number) / total,
  ]);
  if (numSharedExperts > 0) shares.push(['shared', numSharedExperts / total]);
  return Object.fromEntries(shares);
}
