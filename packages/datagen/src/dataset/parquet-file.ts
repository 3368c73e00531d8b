import { rename } from 'node:fs/promises';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import type { SchemaElement } from 'hyparquet-writer';
import type { TrainingPair } from '@momq/core/pairs';

const texts = ['id', 'source', 'licence', 'dbId', 'split', 'question', 'dialect', 'query'] as const;

const text = (name: string, repetition_type: 'REQUIRED' | 'OPTIONAL'): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  repetition_type,
});

/** The members of a pair; what is nested is JSON in text, which every reader of Parquet can take. */
const schema: SchemaElement[] = [
  { name: 'root', num_children: texts.length + 3 },
  ...texts.map((name) => text(name, 'REQUIRED')),
  text('logical', 'OPTIONAL'),
  text('rows', 'REQUIRED'),
  { name: 'rowCount', type: 'INT32', repetition_type: 'REQUIRED' },
];

/** Pairs of a row group; what is kept in memory. */
const groupSize = 10_000;

/** Pairs as a Parquet file, which takes its name when it is finished. */
export class ParquetFile {
  readonly #path: string;
  readonly #writer: ParquetWriter;
  #group: TrainingPair[] = [];

  constructor(path: string) {
    this.#path = path;
    const createdBy = '@momq/datagen';
    this.#writer = new ParquetWriter({ writer: fileWriter(`${path}.partial`), schema, createdBy });
  }

  async write(pair: TrainingPair): Promise<void> {
    this.#group.push(pair);
    if (this.#group.length === groupSize) await this.#writeGroup();
  }

  async finish(): Promise<void> {
    if (this.#group.length > 0) await this.#writeGroup();
    await this.#writer.finish();
    await rename(`${this.#path}.partial`, this.#path);
  }

  async #writeGroup(): Promise<void> {
    const pairs = this.#group;
    this.#group = [];
    const logical = pairs.map((pair) => (pair.logical ? JSON.stringify(pair.logical) : undefined));
    await this.#writer.write({
      columnData: [
        ...texts.map((name) => ({ name, data: pairs.map((pair) => pair[name]) })),
        { name: 'logical', data: logical },
        { name: 'rows', data: pairs.map(({ rows }) => JSON.stringify(rows)) },
        { name: 'rowCount', data: pairs.map(({ rowCount }) => rowCount) },
      ],
      rowGroupSize: groupSize,
    });
  }
}
