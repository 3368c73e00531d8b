import { fileURLToPath } from 'node:url';

/** A random model: it writes nothing that runs, and finds every query about as unlikely. */
export const tiny = fileURLToPath(
  new URL('../../../moe/fixtures/gguf/tiny-qwen2.gguf', import.meta.url),
);
