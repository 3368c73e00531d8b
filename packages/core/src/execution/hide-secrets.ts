/** `scheme://` with everything behind it; several schemes as in `jdbc:postgresql://`. */
const URL_LIKE = /^\s*((?:[a-z][a-z0-9+.-]*:)+\/\/)(.*)$/is;

/** Settings whose values are secrets, in lists such as `host=h password=p` and `Server=h;Pwd=p`. */
const SECRET_KEY =
  /(?:^|[\s;&?,{(])["']?([\w.-]*(?:pass|pwd|secret|token|credential|key)[\w.-]*)["']?\s*[=:]/i;

/** Starts like a path: `/a`, `./a`, `~/a`, `C:\a`. */
const PATH_LIKE = /^\s*(?:\.{0,2}[/\\]|~|[a-z]:[/\\])/i;

/** What stands for a part that is not shown. */
const HIDDEN = '…';

/**
 * A database's URL, connection string or path as messages and logs may show it: without user names, passwords and
 * settings. Where the text can be read in two ways, everything that is secret under either is hidden, so that a password with
 * raw `/`, `@`, `?` or `#` in it stays hidden too. Paths of files come back as they are.
 *
 * ```ts
 * hideSecrets('postgres://bob:s3cr/et@db.example.org/shop?sslmode=require'); // 'postgres://…@db.example.org/shop?…'
 * ```
 */
export function hideSecrets(source: string): string {
  const url = URL_LIKE.exec(source);
  if (url !== null) {
    const [, scheme = '', rest = ''] = url;
    if (/^file:/i.test(scheme))
      return SECRET_KEY.test(rest) ? scheme + beforeSettings(rest) : source;
    return scheme + hideInRest(rest);
  }
  if (SECRET_KEY.test(source))
    return `${source.slice(0, SECRET_KEY.exec(source)?.index ?? 0)}${HIDDEN}`;
  // `user:password@host` without a scheme, or with `scheme:` and too few slashes.
  const at = source.lastIndexOf('@');
  if (!PATH_LIKE.test(source) && at > 0 && source.slice(0, at).includes(':'))
    return hideInRest(source.slice(at));
  // `password@host:5432`: what stands before a host and its port is an account.
  if (!PATH_LIKE.test(source) && at > 0 && /^@[\w.-]+:\d+(?:\/|$)/.test(source.slice(at)))
    return hideInRest(source.slice(at));
  return source;
}

/** What follows `scheme://`. */
function hideInRest(rest: string): string {
  const settings = rest.search(/[?#]/);
  const at = rest.lastIndexOf('@');
  // An @ behind a ? is part of a setting or of what follows a password: either half may be secret.
  if (settings !== -1 && at > settings) return HIDDEN;
  const [, authority = '', path = ''] = /^([^/?#]*)(.*)$/s.exec(rest.slice(at + 1)) ?? [];
  return (at === -1 ? '' : `${HIDDEN}@`) + hideAfterColon(authority) + beforeSettings(path);
}

/** `host:port` as it is; in `user:password` that lacks its host the part that is no port is hidden. */
function hideAfterColon(authority: string): string {
  return /^(?:\[[\da-f:.%]*\]|[^:]*)(?::\d*)?(?:,(?:\[[\da-f:.%]*\]|[^:,]*)(?::\d*)?)*$/i.test(
    authority,
  )
    ? authority
    : HIDDEN;
}

function beforeSettings(path: string): string {
  const settings = path.search(/[?#]/);
  return settings === -1 ? path : path.slice(0, settings + 1) + HIDDEN;
}

/**
 * A message of a driver without the secrets of the source that it was given: the source itself becomes its
 * {@link hideSecrets} form, and its password, as written or decoded, `…`.
 */
export function hideSecretsIn(message: string, source: string): string {
  let shown = message.replaceAll(source, hideSecrets(source));
  for (const secret of secretsOf(source)) shown = shown.replaceAll(secret, HIDDEN);
  return shown;
}

/** Passwords under every reading of the source, longest first. */
function secretsOf(source: string): string[] {
  const found = new Set<string>();
  const rest = URL_LIKE.exec(source)?.[2] ?? source;
  for (let at = rest.indexOf('@'); at !== -1; at = rest.indexOf('@', at + 1)) {
    const colon = rest.indexOf(':');
    if (colon !== -1 && colon < at) found.add(rest.slice(colon + 1, at));
  }
  const assigned = new RegExp(
    `${SECRET_KEY.source}\\s*(?:'((?:\\\\.|[^'\\\\])*)'|"([^"]*)"|([^\\s;&,]*))`,
    'gi',
  );
  for (const [, , single, double, bare] of source.matchAll(assigned))
    found.add(single ?? double ?? bare ?? '');
  return [...found]
    .flatMap((secret) => [secret, decoded(secret), ...secret.split(/[/@?#:]/)])
    .filter((secret) => secret.length > 2)
    .sort((left, right) => right.length - left.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A raw % is no escape.
    return text;
  }
}
