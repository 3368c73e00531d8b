import { sha256 } from '../../../checkpoint/atomic-file.js';
import type { DecoderConfig } from '../../../config/decoder-config.js';
import { floatTensor, type HostTensor } from '../../../numerics/host-tensor.js';
import { prefixNames, prefixSlots, type SharedPrefix } from './shared-prefix.js';

/** Raised when the layout of the file changes. */
const FORMAT = 'momq-prefix 1';
/** The header takes so many bytes, filled up with spaces. */
const HEADER_BYTES = 256;

type Shape = Pick<DecoderConfig, 'numLayers' | 'numKvHeads' | 'headWidth'>;

interface Header {
  readonly format: string;
  readonly key: string;
  readonly length: number;
  /** Of the bytes behind the header. */
  readonly sha256: string;
}

/** A prefix as a file: a header, then keys and values of layer after layer as float32, (Hkv, length, dh) each. */
export function encodePrefix({ key, length, slots, tensors }: SharedPrefix): Uint8Array {
  const numbers = Object.values(tensors).reduce((sum, { data }) => sum + data.length, 0);
  const bytes = new Uint8Array(HEADER_BYTES + ((numbers * length) / slots) * 4);
  const body = new Float32Array(bytes.buffer, HEADER_BYTES);
  let at = 0;
  for (const { data, shape } of ordered(tensors)) {
    const [heads, , width] = shape as [number, number, number];
    for (let head = 0; head < heads; head += 1) {
      const start = head * slots * width;
      body.set(data.subarray(start, start + length * width), at);
      at += length * width;
    }
  }
  const header: Header = {
    format: FORMAT,
    key,
    length,
    sha256: sha256(bytes.subarray(HEADER_BYTES)),
  };
  bytes.set(new TextEncoder().encode(JSON.stringify(header).padEnd(HEADER_BYTES)));
  return bytes;
}

/** The prefix of a file; null for one of another version or another prefix, cut short or damaged. */
export function decodePrefix(
  bytes: Uint8Array,
  {
    key,
    length,
    config,
  }: { readonly key: string; readonly length: number; readonly config: Shape },
): SharedPrefix | null {
  const { numLayers, numKvHeads, headWidth } = config;
  const size = numKvHeads * length * headWidth;
  if (bytes.length !== HEADER_BYTES + 2 * numLayers * size * 4) return null;
  const body = new Uint8Array(bytes.subarray(HEADER_BYTES)); // a copy that begins where float32 numbers can
  const wanted: Header = { format: FORMAT, key, length, sha256: sha256(body) };
  const header = new TextDecoder().decode(bytes.subarray(0, HEADER_BYTES));
  if (header !== JSON.stringify(wanted).padEnd(HEADER_BYTES)) return null;
  const numbers = new Float32Array(body.buffer);
  const slots = prefixSlots(length);
  const shape = [numKvHeads, slots, headWidth];
  const tensors: Record<string, HostTensor> = {};
  let at = 0;
  for (let layer = 0; layer < numLayers; layer += 1)
    for (const name of Object.values(prefixNames(layer)) as string[]) {
      const data = new Float32Array(numKvHeads * slots * headWidth);
      for (let head = 0; head < numKvHeads; head += 1) {
        data.set(numbers.subarray(at, at + length * headWidth), head * slots * headWidth);
        at += length * headWidth;
      }
      tensors[name] = floatTensor(data, shape);
    }
  return { key, length, slots, tensors };
}

/** Keys and values, layer after layer. */
function ordered(tensors: SharedPrefix['tensors']): HostTensor[] {
  return Array.from({ length: Object.keys(tensors).length / 2 }, (_, layer) =>
    Object.values(prefixNames(layer)).map((name) => tensors[name as string] as HostTensor),
  ).flat();
}
