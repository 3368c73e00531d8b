import type { HostTensor } from '../../../numerics/host-tensor.js';

/** Names of a layer's keys and values of a prefix, (Hkv, slots, dh) each. */
export function prefixNames(layer: number): { readonly key: string; readonly value: string } {
  return { key: `prefix.${layer}.key`, value: `prefix.${layer}.value` };
}

/** Keys and values of what prompts begin with; rows that share it read it where it lies. */
export interface SharedPrefix {
  /** Digest of the tokens and of all that touched them. */
  readonly key: string;
  /** Tokens. */
  readonly length: number;
  /** Tokens that there is room for; what lies behind `length` is never seen. */
  readonly slots: number;
  /** By the names of `prefixNames`. */
  readonly tensors: Readonly<Record<string, HostTensor>>;
}

/** How far a prefix has been read. */
export interface PrefixProgress {
  /** Tokens read. */
  readonly read: number;
  /** Tokens in all. */
  readonly total: number;
}

const FEWEST_SLOTS = 256;

/** Room for a prefix, a multiple of `PREFIX_PIECE`: 256, 512, 1,024 … tokens, so that few sizes are compiled. It depends on nothing else, as rounding does on it. */
export function prefixSlots(length: number): number {
  let slots = FEWEST_SLOTS;
  while (slots < length) slots *= 2;
  return slots;
}

/** Bytes that a prefix takes in memory. */
export function prefixBytes({ tensors }: SharedPrefix): number {
  return Object.values(tensors).reduce((sum, { data }) => sum + data.byteLength, 0);
}
