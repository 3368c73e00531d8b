import { availableParallelism } from 'node:os';
import { startDecodePeer, type DecodePeer, type DecodePeerName } from '../decode/decode-peers.js';
import type { DecodeBits, DecodeFormat } from '../decode/decode-shape.js';
import { OwnDecoder } from '../decode/own-decoder.js';
import { measurement, median, type Bound, type Measurement } from '../measurement.js';
import type { BenchCase } from '../suite.js';

const rounds = 5;
/** Tokens of a round; the first ones warm up and do not count. */
const tokensPerRound = 48;
const warmUpTokens = 8;

/** A peer and the format of ours that it is compared with. */
interface Pairing {
  readonly peer: DecodePeerName;
  readonly title: string;
  readonly blockSize: DecodeFormat['blockSize'];
  /** What is promised, about 4 bits. */
  readonly bound: Bound;
}

const pairings: readonly Pairing[] = [
  { peer: 'transformers', title: 'transformers.js', blockSize: 32, bound: { atLeast: 1 } },
  { peer: 'llama', title: 'llama.cpp', blockSize: 64, bound: { atLeast: 0.9 } },
];

/** How fast a half-billion-parameter decoder generates, beside transformers.js and llama.cpp. */
export const engineDecodeCase: BenchCase = {
  description:
    'Greedy decoding, batch 1, of a decoder of the shape of Qwen2.5-0.5B with random 4- and 8-bit weights, on all cores. ' +
    'Ours has the weight format of the transformers.js model beside it (blocks of 32, float32 scales), and as many bits a weight as llama.cpp (blocks of 64 against blocks of 32 with float16 scales). ' +
    'All decode in turn in five rounds of forty counted tokens after a prompt of one; a speed is the median round, a ratio the median of the ratios within a round.',
  run: async (progress) => [...(await decodeAt(4, progress)), ...(await decodeAt(8, progress))],
};

/** Someone who decodes, and the tokens per second of each round. */
interface Contestant {
  readonly decoder: Pick<DecodePeer, 'decode' | 'close'>;
  readonly speeds: number[];
}

async function decodeAt(
  bits: DecodeBits,
  progress: (text: string) => void,
): Promise<Measurement[]> {
  const threads = availableParallelism();
  const pairs: { pairing: Pairing; name: string | null; own: Contestant; other?: Contestant }[] =
    [];
  try {
    for (const pairing of pairings) {
      const { peer, title, blockSize } = pairing;
      progress(`${bits} bits: starting ${title}`);
      const own = new OwnDecoder({ bits, blockSize }, threads);
      const pair = { pairing, own: { decoder: own, speeds: [] } };
      try {
        const decoder = await startDecodePeer(peer, { bits, threads });
        pairs.push({ ...pair, name: decoder.name, other: { decoder, speeds: [] } });
      } catch (error) {
        progress(`${title} is skipped: ${String(error)}`);
        pairs.push({ ...pair, name: null });
      }
    }
    for (let round = 1; round <= rounds; round += 1) {
      progress(`${bits} bits: round ${round} of ${rounds}`);
      for (const { own, other } of pairs) {
        for (const { decoder, speeds } of other === undefined ? [own] : [own, other])
          speeds.push(tokensPerSecond(await decoder.decode(tokensPerRound)));
      }
    }
  } finally {
    for (const { own, other } of pairs) {
      await own.decoder.close();
      await other?.decoder.close();
    }
  }
  return pairs.flatMap(({ pairing: { title, blockSize, bound }, name, own, other }) => {
    const figure = `decode, 0.5 B parameters, ${bits} bits`;
    const ours = speed(`${figure}, blocks of ${blockSize}`, own.speeds);
    if (name === null || other === undefined) return [ours];
    const ratios = own.speeds.map((each, round) => each / (other.speeds[round] as number));
    const ratio = measurement(
      `${figure}, ours / ${title}`,
      { value: median(ratios), unit: '×' },
      bits === 4 ? bound : 'report only',
    );
    const theirs = { name, value: Number(median(other.speeds).toPrecision(4)) };
    return [ours, speed(`${figure}, ${name}`, other.speeds), { ...ratio, peer: theirs }];
  });
}

function tokensPerSecond(milliseconds: readonly number[]): number {
  const counted = milliseconds.slice(warmUpTokens);
  return (1000 * counted.length) / counted.reduce((sum, each) => sum + each, 0);
}

function speed(name: string, speeds: readonly number[]): Measurement {
  return measurement(name, { value: median(speeds), unit: 'tokens/s' }, 'report only');
}
