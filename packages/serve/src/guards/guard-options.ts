/** Who may ask a server, and how much. */
export interface GuardOptions {
  /** What clients send as `Authorization: Bearer …`; default none, which only a server on loopback may do. */
  readonly apiKey?: string;
  /** Origins of web pages that may ask, for example `https://app.example.org`; `*` for all. Default: none. */
  readonly corsOrigins?: readonly string[];
  /** Names in `Host` headers beside `localhost` and loopback addresses that a server on loopback takes, for example of a proxy. Default: none. */
  readonly allowedHosts?: readonly string[];
  /** Bytes of a request's body at most; default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** Milliseconds that a request may take; default 120,000. */
  readonly requestTimeoutMs?: number;
  /** Texts that no message and no log may show, beside {@link GuardOptions.apiKey}; default: none. */
  readonly secrets?: readonly string[];
  /** Hears of defects, once each, for a log; default: nothing. */
  readonly onDefect?: (error: unknown) => void;
}
