import type { TextGenerator } from '@momq/moe/text';

/** One request of a measured batch. */
export interface MeasuredRequest {
  readonly generator: TextGenerator;
  readonly dialect?: string;
}

const prompt = Array.from({ length: 12 }, (_, i) => 100 + 7 * i);

/**
 * Tokens per second of requests that decode together: counted from the moment when all have their first token.
 * @param count new tokens of each request
 */
export async function decodeSpeed(
  requests: readonly MeasuredRequest[],
  count: number,
): Promise<number> {
  const times: number[][] = requests.map(() => []);
  await Promise.all(
    requests.map(({ generator, dialect }, i) =>
      generator.generate({
        tokens: [...prompt, 1000 + i],
        maxNewTokens: count,
        onToken: () => times[i]?.push(performance.now()),
        ...(dialect !== undefined && { dialect }),
      }),
    ),
  );
  const start = Math.max(...times.map(([first]) => first as number));
  const end = Math.min(...times.map((each) => each.at(-1) as number));
  const tokens = times.flat().filter((time) => time > start && time <= end).length;
  return (1000 * tokens) / (end - start);
}
