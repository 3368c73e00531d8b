import { join } from 'node:path';
import { dialectPrompt } from '@momq/core';
import { makeFolder } from '@momq/core/execution';
import type { TrainingPair } from '@momq/core/pairs';
import type { DatabaseContent, DialectPack } from '@momq/dialect';
import { LineFile } from '../pairs/output-files.js';
import { loadPrompt } from '../prompt-file.js';
import type { Prompt } from '../prompt-file.js';

/**
 * Pairs as conversations of a system, a user and an assistant, `chat/<dialect>.<split>.jsonl`: `{ messages: [{ role, content }] }`
 * a line, which OpenAI's fine-tuning, TRL, Axolotl and LLaMA-Factory read. The user gives the schema as the dialect sees it.
 */
export class ChatFiles {
  readonly #folder: string;
  readonly #pack: DialectPack;
  readonly #content: (dbId: string) => Promise<DatabaseContent>;
  readonly #system: string;
  readonly #user: Prompt;
  readonly #files = new Map<string, LineFile>();
  readonly #schemas = new Map<string, string>();

  private constructor(folder: string, options: ChatOptions, system: string, user: Prompt) {
    this.#folder = folder;
    this.#pack = options.pack;
    this.#content = options.content;
    this.#system = system;
    this.#user = user;
  }

  /** @param folder - the data set's */
  static async create(folder: string, options: ChatOptions): Promise<ChatFiles> {
    const { displayName: dialect, version } = options.pack;
    const { rules } = dialectPrompt(options.pack);
    const system = (await loadPrompt('chat-system.v1.md'))({
      dialect,
      version,
      rules: rules.map((rule) => `- ${rule}`).join('\n'),
    }).trimEnd();
    const user = await loadPrompt('chat-user.v1.md');
    await makeFolder(join(folder, 'chat'));
    return new ChatFiles(join(folder, 'chat'), options, system, user);
  }

  async write({ dbId, split, question, query }: TrainingPair): Promise<void> {
    const schema = this.#schemas.get(dbId) ?? (await this.#schemaOf(dbId));
    this.#schemas.set(dbId, schema);
    const name = `${this.#pack.id}.${split}.jsonl`;
    const file = this.#files.get(name) ?? (await LineFile.create(join(this.#folder, name)));
    this.#files.set(name, file);
    const messages = [
      { role: 'system', content: this.#system },
      { role: 'user', content: this.#user({ schema, question }) },
      { role: 'assistant', content: query },
    ];
    await file.write(`${JSON.stringify({ messages })}\n`);
  }

  async finish(): Promise<void> {
    for (const file of this.#files.values()) await file.finish();
  }

  async #schemaOf(dbId: string): Promise<string> {
    const { schema } = await this.#content(dbId);
    const seen = this.#pack.viewRelational?.(schema).schema ?? schema;
    return dialectPrompt(this.#pack).renderSchema(seen);
  }
}

/** Whose queries a {@link ChatFiles} has, and where their databases are. */
export interface ChatOptions {
  readonly pack: DialectPack;
  content(dbId: string): Promise<DatabaseContent>;
}
