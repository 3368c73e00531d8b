import { ConfigError } from '@momq/core';
import { loadBase, type Base } from '@momq/moe/bases';

/** Opens a base. @throws ConfigError that says how to fetch it, where it is not at hand */
export async function openBase(name: string): Promise<Base> {
  try {
    return await loadBase(name, { progress: true });
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code !== 'MOE_BASE_MISSING') throw cause;
    throw new ConfigError(
      `--base: expected a language model that is at hand, got ${name}, which is not: ${(cause as Error).message}. For smollm2-135m or qwen2.5-coder-0.5b run python reference/qwen/fetch_bases.py with its name.`,
      { cause },
    );
  }
}
