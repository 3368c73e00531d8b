import { ConfigError } from '@momq/core';
import type { GuardOptions } from './guard-options.js';
import { hostOf } from './loopback.js';

/**
 * Refuses what no browser sends as `Origin`, and no client as the name in `Host`: it would let nobody in.
 *
 * @throws ConfigError
 */
export function requireNames({ corsOrigins = [], allowedHosts = [] }: GuardOptions): void {
  const origin = corsOrigins.find(
    (each) => each !== '*' && !(URL.canParse(each) && originOf(each) === each),
  );
  if (origin !== undefined)
    throw new ConfigError(
      `corsOrigins: expected an origin such as https://app.example.org, or *, got ${JSON.stringify(origin)}. Write scheme, name and port, in small letters and without a path.`,
    );
  const host = allowedHosts.find((each) => hostOf(each) !== each.toLowerCase());
  if (host !== undefined)
    throw new ConfigError(
      `allowedHosts: expected a name such as db.example.org, got ${JSON.stringify(host)}. Leave out scheme, port and path.`,
    );
}

/** Also of schemes that are not the web's, such as those of browsers' extensions. */
function originOf(url: string): string {
  const { protocol, host, origin } = new URL(url);
  return origin === 'null' ? `${protocol}//${host}` : origin;
}
