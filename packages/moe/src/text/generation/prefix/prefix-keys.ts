import { createHash } from 'node:crypto';
import { engineIdentity } from '@momq/engine';
import type { ExpertLanes } from '../expert-lanes.js';
import type { BatchJob } from '../generation-job.js';
import type { LaneBook } from '../lane-book.js';
import { PREFIX_PIECE } from '../prompt-piece.js';
import { prefixSlots } from './shared-prefix.js';
import { weightsDigest } from './weights-digest.js';

/** Raised when what a prefix's keys and values are changes in a way that nothing else in the key shows. */
const VERSION = 1;

/** Names prefixes: by their tokens, the base, its quantisation, the engine, and the adapters that touch them, if any. */
export class PrefixKeys {
  readonly #identity: string;
  readonly #lanes: LaneBook;
  readonly #ofLanes = new WeakMap<ExpertLanes, string>();
  readonly #ofJob = new WeakMap<BatchJob, string>();

  /** @param identity of the weights that read prefixes, but for the groups */
  constructor(identity: string, lanes: LaneBook) {
    this.#identity = identity;
    this.#lanes = lanes;
  }

  /** The key of a request's prefix: 32 hex digits. */
  of(job: BatchJob): string {
    const known = this.#ofJob.get(job);
    if (known !== undefined) return known;
    const lanes = this.#lanes.ofPrefix(job.dialect);
    const slots = prefixSlots(job.prefix.length);
    const parts = [
      VERSION,
      engineIdentity,
      this.#identity,
      this.#lanesDigest(lanes),
      this.#lanes.mask(lanes, job.dialect),
      [PREFIX_PIECE, slots],
      job.prefix,
    ];
    const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
    this.#ofJob.set(job, key);
    return key;
  }

  #lanesDigest(lanes: ExpertLanes): string {
    const known = this.#ofLanes.get(lanes);
    if (known !== undefined) return known;
    const digest = weightsDigest(lanes.weights, `${lanes.key} ${JSON.stringify(lanes.mixture)}`);
    this.#ofLanes.set(lanes, digest);
    return digest;
  }
}
