import { InferenceSession } from '@momq/onnxruntime';
import type { InferenceSession as Session } from 'onnxruntime-common';
import { telemetryOff } from './telemetry.js';

/** All of this package goes through here: no session exists before telemetry is off. */
export { env, libraryFolder, listSupportedBackends, Tensor } from '@momq/onnxruntime';

/** Creates a session. @param model - a file, or the bytes of one */
export async function createSession(
  model: string | Uint8Array,
  options: Session.SessionOptions,
): Promise<Session> {
  await telemetryOff();
  return typeof model === 'string'
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options);
}
