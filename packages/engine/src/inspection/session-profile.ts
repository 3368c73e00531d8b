import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-common';
import { parseProfile, type RunProfile } from './run-profile.js';

/** Records what each node of one ONNX Runtime session takes, through a file in a temporary folder. */
export class SessionProfile {
  readonly #folder = mkdtempSync(join(tmpdir(), 'momq-profile-'));
  #result: RunProfile | undefined;

  /** Options that make ONNX Runtime record a session from its creation on. */
  get sessionOptions(): InferenceSession.SessionOptions {
    return { enableProfiling: true, profileFilePrefix: join(this.#folder, 'session') };
  }

  /** Ends the recording and reads it. Later calls give the same result: a session can be recorded only once. */
  finish(session: InferenceSession): RunProfile {
    if (this.#result !== undefined) return this.#result;
    session.endProfiling();
    const [file] = readdirSync(this.#folder);
    this.#result = parseProfile(
      file === undefined ? '[]' : readFileSync(join(this.#folder, file), 'utf8'),
    );
    this.discard();
    return this.#result;
  }

  /** Deletes the recording. */
  discard(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
