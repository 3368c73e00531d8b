import { Histogram, Series } from './metrics-text.js';

/** Upper bounds of the latency histogram, seconds. */
const secondBounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** What a server counts. Labels hold names of databases, routes and statuses: no texts of requests or rows. */
export class ServerMetrics {
  readonly #requests = new Series('momq_http_requests_total', 'counter', 'Requests that ended.');
  readonly #seconds = new Histogram(
    'momq_http_request_duration_seconds',
    'Time from the first byte of a request to the last of its response.',
    secondBounds,
  );
  readonly #inFlight = new Series(
    'momq_http_requests_in_flight',
    'gauge',
    'Requests that are being served.',
  );
  readonly #questions = new Series(
    'momq_questions_total',
    'counter',
    'Questions by database and what became of them.',
  );
  readonly #tokens = new Series(
    'momq_tokens_total',
    'counter',
    'Tokens of plain chat that the language model read and wrote.',
  );

  constructor() {
    this.#inFlight.add({}, 0);
  }

  /** Counts a request as begun. @returns what to call when it has ended, with its HTTP status */
  begin(route: string): (status: number) => void {
    const started = performance.now();
    this.#inFlight.add({}, 1);
    return (status) => {
      this.#inFlight.add({}, -1);
      this.#requests.add({ route, status: String(status) });
      this.#seconds.observe({ route }, (performance.now() - started) / 1000);
    };
  }

  /** Counts a question: `answered`, `uncertain`, `declined`, `failed` or `cancelled`. */
  question(database: string, status: string): void {
    this.#questions.add({ database, status });
  }

  /** Counts tokens of plain chat. */
  tokens(prompt: number, completion: number): void {
    this.#tokens.add({ kind: 'prompt' }, prompt);
    this.#tokens.add({ kind: 'completion' }, completion);
  }

  /** In Prometheus' text format. */
  text(): string {
    const all = [this.#requests, this.#seconds, this.#inFlight, this.#questions, this.#tokens];
    return `${all.map((metric) => metric.text()).join('\n')}\n`;
  }
}
