import { InferenceSession } from 'onnxruntime-node';
import { telemetryOff } from './telemetry.js';

/** All of this package goes through here: no session exists before telemetry is off. */
export { env, listSupportedBackends, Tensor } from 'onnxruntime-node';

/** Creates a session. @param model - a file, or the bytes of one */
export async function createSession(
  model: string | Uint8Array,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  await telemetryOff();
  return typeof model === 'string'
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options);
}
