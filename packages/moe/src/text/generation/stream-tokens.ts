import type { GenerateRequest, GenerationResult, TokenEvent } from './text-generator-types.js';

/** The tokens of a request as they come. Leaving the loop early cancels the request. */
export async function* streamTokens(
  generate: (request: GenerateRequest) => Promise<GenerationResult>,
  request: GenerateRequest,
): AsyncGenerator<TokenEvent, GenerationResult, void> {
  const events: TokenEvent[] = [];
  let wake = (): void => undefined;
  const left = new AbortController();
  const signals = [left.signal, ...(request.signal === undefined ? [] : [request.signal])];
  let done = false;
  const result = generate({
    ...request,
    signal: AbortSignal.any(signals),
    onToken: (event) => {
      request.onToken?.(event);
      events.push(event);
      wake();
    },
  });
  const ended = result.then(
    () => undefined,
    () => undefined, // awaiting `result` below throws it
  );
  void ended.then(() => {
    done = true;
    wake();
  });
  try {
    while (!done || events.length > 0) {
      const event = events.shift();
      if (event !== undefined) yield event;
      else if (!done) await new Promise<void>((resolve) => (wake = resolve));
    }
    return await result;
  } finally {
    left.abort();
    await ended;
  }
}
