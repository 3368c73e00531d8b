import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { engineScript, startProcess } from '@momq/core/sql';
import type { EngineProcess } from '@momq/core/sql';

/** Idle processes that are kept: a start takes a third of a second of work, mostly to load the engine's library. */
const KEPT = 2;

const idle: EngineProcess[] = [];

/** A process of the engine without a database: an idle one, else a new one. One that is stopped at work is killed, any other kept. */
export function borrowEngine(): EngineProcess {
  return new BorrowedEngine(idle.pop() ?? start());
}

function start(): EngineProcess {
  const engine = startProcess(
    engineScript('engine-process.mjs', import.meta.url, 'momq-dialect-duckdb'),
  );
  engine.events.once('exit', () => {
    const place = idle.indexOf(engine);
    if (place >= 0) idle.splice(place, 1);
  });
  return engine;
}

class BorrowedEngine implements EngineProcess {
  /** Of this loan alone: listeners do not outlive it. */
  readonly events = new EventEmitter() as unknown as ChildProcess;
  private readonly engine: EngineProcess;
  private readonly listeners: readonly (readonly [string, (value: unknown) => void])[];
  private requests = 0;
  private ended = false;

  constructor(engine: EngineProcess) {
    this.engine = engine;
    this.listeners = ['message', 'error', 'exit'].map((name) => [
      name,
      (value) => {
        if (name === 'message') this.requests -= 1;
        else this.ended = true;
        this.events.emit(name, value);
      },
    ]);
    for (const [name, listener] of this.listeners) engine.events.on(name, listener);
  }

  post(message: unknown): void {
    this.requests += 1;
    this.engine.post(message);
  }

  hold(alive: boolean): void {
    this.engine.hold(alive);
  }

  async stop(): Promise<void> {
    const { engine } = this;
    for (const [name, listener] of this.listeners) engine.events.off(name, listener);
    if (this.ended || this.requests > 0 || idle.length >= KEPT) return engine.stop();
    this.ended = true; // a second call finds nothing to give back
    engine.hold(true);
    const gone = new AbortController();
    const leave = (): void => gone.abort();
    engine.events.once('exit', leave);
    engine.post({ operation: 'close' });
    const closed = await once(engine.events, 'message', { signal: gone.signal }).then(
      () => true,
      () => false,
    );
    engine.events.off('exit', leave);
    engine.hold(false);
    if (closed) idle.push(engine);
  }
}
