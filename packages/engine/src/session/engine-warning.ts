import type { EngineErrorCode } from '../engine-error.js';

/** Something that went wrong and was worked around. */
export interface EngineWarning {
  /** What happened; each code has a page in `docs/errors/`. */
  readonly code: EngineErrorCode;
  /** What was expected, what was found, and what was done instead. */
  readonly message: string;
}

/** Reports a warning. */
export type EmitWarning = (code: EngineErrorCode, message: string) => void;

/** Hands warnings to a listener, without one to `process.emitWarning`; each message once. */
export function warningEmitter(onWarning?: (warning: EngineWarning) => void): EmitWarning {
  const told = new Set<string>();
  return (code, message) => {
    if (told.has(message)) return;
    told.add(message);
    if (onWarning === undefined) process.emitWarning(message, { type: 'EngineWarning', code });
    else onWarning({ code, message });
  };
}
