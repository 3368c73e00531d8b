import type { Hypothesis } from '../../generation/beam-search.js';

/** A partial output. */
export interface Beam<S> extends Hypothesis {
  /** The start token, then the codes so far. */
  readonly outputs: readonly number[];
  /** Cache slot of each output that was run: output j of the ancestor in row b lies in slot j · beamSize + b. */
  readonly slots: readonly number[];
  readonly state: S;
  /** Sum over steps of the group shares. */
  readonly routing: readonly number[];
}
