import { availableParallelism } from 'node:os';
import { startDecodePeer, type DecodePeer, type DecodePeerName } from '../decode/decode-peers.js';
import type { DecodeBits } from '../decode/decode-shape.js';
import { OwnDecoder } from '../decode/own-decoder.js';
import { measurement, median, type Bound, type Measurement } from '../measurement.js';
import type { BenchCase } from '../suite.js';

const rounds = 5;
/** Tokens of a round; the first ones warm up and do not count. */
const tokensPerRound = 48;
const warmUpTokens = 8;

/** The promises are about 4 bits. */
const ratioBounds: Readonly<Record<DecodeBits, Readonly<Record<DecodePeerName, Bound>>>> = {
  4: { transformers: { atLeast: 1 }, llama: { atLeast: 0.9 } },
  8: { transformers: 'report only', llama: 'report only' },
};

interface Contestant {
  readonly peer: DecodePeerName;
  readonly decoder: DecodePeer;
  /** Tokens per second of each round. */
  readonly speeds: number[];
}

/** How fast a half-billion-parameter decoder generates, beside transformers.js and llama.cpp. */
export const engineDecodeCase: BenchCase = {
  description:
    'Greedy decoding, batch 1, of a decoder of the shape of Qwen2.5-0.5B with random weights in 4- and 8-bit blocks of 32, on all cores. ' +
    'We, transformers.js and llama.cpp (node-llama-cpp) decode in turn in five rounds of forty counted tokens after a prompt of one; a speed is the median round, a ratio the median of the ratios of a round.',
  run: async (progress) => [...(await decodeAt(4, progress)), ...(await decodeAt(8, progress))],
};

async function decodeAt(
  bits: DecodeBits,
  progress: (text: string) => void,
): Promise<Measurement[]> {
  const threads = availableParallelism();
  const own = new OwnDecoder(bits, threads);
  const ownSpeeds: number[] = [];
  const contestants: Contestant[] = [];
  try {
    for (const peer of ['transformers', 'llama'] as const) {
      progress(`${bits} bits: starting ${peer}`);
      try {
        const decoder = await startDecodePeer(peer, { bits, threads });
        contestants.push({ peer, decoder, speeds: [] });
      } catch (error) {
        progress(`${peer} is skipped: ${String(error)}`);
      }
    }
    for (let round = 1; round <= rounds; round += 1) {
      progress(`${bits} bits: round ${round} of ${rounds}`);
      ownSpeeds.push(tokensPerSecond(await own.decode(tokensPerRound)));
      for (const { decoder, speeds } of contestants)
        speeds.push(tokensPerSecond(await decoder.decode(tokensPerRound)));
    }
  } finally {
    await own.dispose();
    for (const { decoder } of contestants) await decoder.close();
  }
  const figure = `decode, 0.5 B parameters, ${bits} bits`;
  return [
    speed(figure, ownSpeeds),
    ...contestants.flatMap(({ peer, decoder: { name }, speeds }) => [
      speed(`${figure}, ${name}`, speeds),
      {
        ...measurement(
          `${figure}, ours / ${peer === 'llama' ? 'llama.cpp' : 'transformers.js'}`,
          {
            value: median(ownSpeeds.map((own, round) => own / (speeds[round] as number))),
            unit: '×',
          },
          ratioBounds[bits][peer],
        ),
        peer: { name, value: Number(median(speeds).toPrecision(4)) },
      },
    ]),
  ];
}

function tokensPerSecond(milliseconds: readonly number[]): number {
  const counted = milliseconds.slice(warmUpTokens);
  return (1000 * counted.length) / counted.reduce((sum, each) => sum + each, 0);
}

function speed(name: string, speeds: readonly number[]): Measurement {
  return measurement(name, { value: median(speeds), unit: 'tokens/s' }, 'report only');
}
