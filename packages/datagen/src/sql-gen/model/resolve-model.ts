import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { hideSecrets } from '@momq/core/execution';
import { ConfigError } from '@momq/dialect';
import { DatagenError } from '../../datagen-error.js';
import type { ModelChoice } from './model-choice.js';

/** Packages of the Vercel AI SDK by what is written before the colon; installed by whoever needs one. */
const providers: Readonly<Record<string, string>> = {
  anthropic: '@ai-sdk/anthropic',
  google: '@ai-sdk/google',
  mistral: '@ai-sdk/mistral',
  openai: '@ai-sdk/openai',
};

/** Where Ollama listens when nothing else is said. */
const ollamaUrl = 'http://127.0.0.1:11434/v1';

/**
 * A model by name: `https://host/v1#model` for any server that speaks OpenAI's chat completions, `ollama:model` for one that runs
 * here, and `openai:`, `anthropic:`, `google:` or `mistral:` with the provider's package, which reads its key from the environment.
 *
 * @param options - `apiKey`: sent to a URL as bearer token; default: none
 * @throws ConfigError when the name is neither, or its URL has a password or settings, which would get into messages and reports
 * @throws DatagenError `DATAGEN_PROVIDER_MISSING` when the provider's package is not installed
 */
export async function resolveModel(
  name: string,
  options: { readonly apiKey?: string } = {},
): Promise<ModelChoice> {
  if (/^https?:\/\//.test(name)) return compatible(name, options.apiKey);
  const [, provider = '', model = ''] = /^([a-z]+):(.+)$/.exec(name) ?? [];
  if (provider === 'ollama')
    return { ...compatible(`${ollamaUrl}#${model}`, options.apiKey), name };
  const packageName = providers[provider];
  if (packageName === undefined)
    throw new ConfigError(
      `model: expected https://host/v1#model, ollama:model, or one of ${Object.keys(providers).join(', ')} with a colon and a model, got ${name}.`,
    );
  return { name, model: await providerModel(packageName, provider, model) };
}

function compatible(name: string, apiKey?: string): ModelChoice {
  const url = new URL(name);
  if (url.username !== '' || url.password !== '' || url.search !== '')
    throw new ConfigError(
      `model: expected a URL without user name, password and settings, as in ${url.origin}/v1#qwen, got ${hideSecrets(name)}. Give a key as apiKey, on the command line in MOMQ_MODEL_KEY.`,
    );
  const model = decodeURIComponent(url.hash.slice(1));
  if (model === '')
    throw new ConfigError(
      `model: expected the model's name after the URL, as in ${url.origin}/v1#qwen, got ${url.href}.`,
    );
  url.hash = '';
  const baseURL = url.href.replace(/\/$/, '');
  const provider = createOpenAICompatible({
    name: 'openai-compatible',
    baseURL,
    supportsStructuredOutputs: true,
    ...(apiKey !== undefined && { apiKey }),
  });
  return { name: `${url.host}#${model}`, model: provider.chatModel(model) };
}

type ProviderFactory = (model: string) => ModelChoice['model'];

async function providerModel(
  packageName: string,
  provider: string,
  model: string,
): Promise<ModelChoice['model']> {
  let module: Readonly<Record<string, unknown>>;
  try {
    module = (await import(packageName)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new DatagenError(
      'DATAGEN_PROVIDER_MISSING',
      `model: expected the package ${packageName} for ${provider}:${model}, it does not load (${(cause as Error).message.split('\n')[0]}). Install it: npm install ${packageName}@3`,
      { cause },
    );
  }
  return (module[provider] as ProviderFactory)(model);
}
