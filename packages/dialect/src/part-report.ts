/** What was found out about one part of an installation: an engine, a driver, a folder. */
export interface PartReport {
  /** What was looked at, for example `pg` or `cache folder`. */
  readonly part: string;
  /** `missing`: it is not there; `broken`: it is there and cannot be used. */
  readonly state: 'ok' | 'missing' | 'broken';
  /** What is there, or what is wrong, in a phrase. Never a secret. */
  readonly detail: string;
  /** What to do where it is not `ok`. */
  readonly remedy?: string;
  /** False where the pack works without it. Default: true. */
  readonly needed?: boolean;
}
