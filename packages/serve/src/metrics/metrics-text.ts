/** Values of a metric's labels. */
export type Labels = Readonly<Record<string, string>>;

/** A counter or a gauge, one number for each set of labels. */
export class Series {
  readonly #head: string;
  readonly #name: string;
  readonly #values = new Map<string, number>();

  constructor(name: string, type: 'counter' | 'gauge', help: string) {
    this.#name = name;
    this.#head = headOf(name, type, help);
  }

  /** Adds to the number of these labels. */
  add(labels: Labels, amount = 1): void {
    const key = labelText(labels);
    this.#values.set(key, (this.#values.get(key) ?? 0) + amount);
  }

  /** In Prometheus' text format. */
  text(): string {
    const lines = [...this.#values].map(([labels, value]) => `${this.#name}${labels} ${value}`);
    return [this.#head, ...lines].join('\n');
  }
}

/** How many measurements lie below each bound. */
export class Histogram {
  readonly #head: string;
  readonly #name: string;
  readonly #bounds: readonly number[];
  readonly #cells = new Map<string, { labels: Labels; counts: number[]; sum: number; n: number }>();

  constructor(name: string, help: string, bounds: readonly number[]) {
    this.#name = name;
    this.#head = headOf(name, 'histogram', help);
    this.#bounds = bounds;
  }

  /** Counts one measurement. */
  observe(labels: Labels, value: number): void {
    const key = labelText(labels);
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = { labels, counts: this.#bounds.map(() => 0), sum: 0, n: 0 };
      this.#cells.set(key, cell);
    }
    for (const [index, bound] of this.#bounds.entries())
      if (value <= bound) cell.counts[index]! += 1;
    cell.sum += value;
    cell.n += 1;
  }

  /** In Prometheus' text format. */
  text(): string {
    const lines = [...this.#cells.values()].flatMap(({ labels, counts, sum, n }) => [
      ...this.#bounds.map((bound, index) => this.#bucket(labels, String(bound), counts[index]!)),
      this.#bucket(labels, '+Inf', n),
      `${this.#name}_sum${labelText(labels)} ${sum}`,
      `${this.#name}_count${labelText(labels)} ${n}`,
    ]);
    return [this.#head, ...lines].join('\n');
  }

  #bucket(labels: Labels, le: string, count: number): string {
    return `${this.#name}_bucket${labelText({ ...labels, le })} ${count}`;
  }
}

function headOf(name: string, type: string, help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}`;
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => {
    const escaped = value.replace(/[\\"\n]/g, (mark) => (mark === '\n' ? '\\n' : `\\${mark}`));
    return `${name}="${escaped}"`;
  });
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}
