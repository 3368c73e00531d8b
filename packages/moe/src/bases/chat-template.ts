import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject } from './config-fields.js';
import { readJson } from './read-json.js';

/**
 * The chat template of a folder, or null: `chat_template.jinja` as new models have it, else `chat_template` of
 * `tokenizer_config.json`, of several the one named "default".
 * @throws MoeError `MOE_BASE_CORRUPT` for a file that is no JSON
 */
export async function chatTemplate(folder: string): Promise<string | null> {
  const own = await readFile(join(folder, 'chat_template.jinja'), 'utf8').catch(() => null); // most models have none
  if (own !== null) return own;
  const config = await readJson(join(folder, 'tokenizer_config.json'));
  const given = isJsonObject(config) ? config['chat_template'] : undefined;
  if (typeof given === 'string') return given;
  if (!Array.isArray(given)) return null;
  const named = given.find((each) => isJsonObject(each) && each['name'] === 'default') as
    { readonly template?: unknown } | undefined;
  return typeof named?.template === 'string' ? named.template : null;
}
