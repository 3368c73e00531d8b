import { Session } from 'node:inspector';
import { isMainThread } from 'node:worker_threads';
import { environment } from '../devices/environment.js';
import { warningEmitter } from '../session/engine-warning.js';

/**
 * What switches off ONNX Runtime's telemetry, which otherwise keeps events in the user's cache folder and looks up its
 * vendor's collector. It reads them when the first session is created: 1.30 the first name, later releases the second.
 * https://github.com/microsoft/onnxruntime/pull/27379 and /29843
 */
const switches = ['ORT_DISABLE_TELEMETRY', 'ORT_TELEMETRY_DISABLED'] as const;

/** How long a worker waits for its main thread, which may be blocked. */
const PATIENCE_MS = 2000;

const setSwitches = switches.map((name) => `process.env.${name} = '1'`).join(';');

// on the main thread this is the environment that native code reads, and that workers and child processes inherit
const inherited = switches.every((name) => environment[name] === '1');
for (const name of switches) environment[name] = '1';

let done: Promise<void> | undefined;

/**
 * Turns ONNX Runtime's telemetry off in this process; to be awaited before the first session. A worker has only a copy of
 * the environment, so there the main thread is asked to set it.
 */
export function telemetryOff(): Promise<void> {
  return (done ??= isMainThread || inherited ? Promise.resolve() : setOnMainThread());
}

async function setOnMainThread(): Promise<void> {
  const session = new Session();
  try {
    session.connectToMainThread();
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`no answer within ${PATIENCE_MS} ms`)),
        PATIENCE_MS,
      );
      session.post('Runtime.evaluate', { expression: setSwitches }, (error, answer) => {
        clearTimeout(late);
        if (error === null && answer.exceptionDetails === undefined) resolve();
        else reject(error ?? new Error(answer.exceptionDetails?.text));
      });
    });
  } catch (error) {
    warningEmitter()(
      'TELEMETRY_ON',
      `expected to turn off ONNX Runtime's telemetry from a worker, got ${String(error)}. Import @momq/engine on the main thread before the worker starts, or start the program with ${switches[0]}=1.`,
    );
  } finally {
    session.disconnect();
  }
}
