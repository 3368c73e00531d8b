/* eslint-disable no-restricted-properties -- the place of the shared cache and the token are agreed upon through environment variables */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where models come from and go to. */
export interface HubSettings {
  /** Address of the Hub without a slash at the end. */
  readonly endpoint: string;
  /** Folder that holds `models--org--name`. */
  readonly cacheFolder: string;
  readonly token: string | null;
  readonly offline: boolean;
}

const truths = new Set(['1', 'ON', 'YES', 'TRUE']);

function isTrue(value: string | undefined): boolean {
  return value !== undefined && truths.has(value.toUpperCase());
}

function variable(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
}

function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}

/**
 * Settings as Hugging Face's Python library reads them: `HF_ENDPOINT`, `HF_HUB_CACHE` (or `HUGGINGFACE_HUB_CACHE`, `HF_HOME`/hub,
 * `XDG_CACHE_HOME`/huggingface/hub, `~/.cache/huggingface/hub`), `HF_TOKEN` (or the file `HF_TOKEN_PATH`, `HF_HOME`/token, unless
 * `HF_HUB_DISABLE_IMPLICIT_TOKEN`), `HF_HUB_OFFLINE` (or `TRANSFORMERS_OFFLINE`). What is given here counts first.
 */
export async function hubSettings(given: Partial<HubSettings>): Promise<HubSettings> {
  const caches = variable('XDG_CACHE_HOME') ?? join(homedir(), '.cache');
  const home = expandHome(variable('HF_HOME') ?? join(caches, 'huggingface'));
  const cacheFolder =
    given.cacheFolder ??
    variable('HF_HUB_CACHE') ??
    variable('HUGGINGFACE_HUB_CACHE') ??
    join(home, 'hub');
  const endpoint = given.endpoint ?? variable('HF_ENDPOINT') ?? 'https://huggingface.co';
  return {
    endpoint: endpoint.replace(/\/+$/, ''),
    cacheFolder: expandHome(cacheFolder),
    token: given.token === undefined ? await environmentToken(home) : given.token,
    offline:
      given.offline ?? isTrue(variable('HF_HUB_OFFLINE') ?? variable('TRANSFORMERS_OFFLINE')),
  };
}

async function environmentToken(home: string): Promise<string | null> {
  if (isTrue(variable('HF_HUB_DISABLE_IMPLICIT_TOKEN'))) return null;
  const token = variable('HF_TOKEN') ?? variable('HUGGING_FACE_HUB_TOKEN');
  if (token !== undefined) return token.trim();
  const path = expandHome(variable('HF_TOKEN_PATH') ?? join(home, 'token'));
  const saved = await readFile(path, 'utf8').catch(() => ''); // most machines have no saved token
  return saved.trim() === '' ? null : saved.trim();
}
