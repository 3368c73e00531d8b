import type { DialectPack } from '@momq/dialect';
import { adaptModel } from './adapt-model.js';
import { loadDefaultModel } from './load-default-model.js';
import type { MoMQOptions } from './create-momq.js';
import type { QueryModel } from './query-model.js';

/** A model with the packs' groups in it. */
export interface ReadyModel {
  readonly model: QueryModel;
  /** Why a pack's trained group is not used, by dialect id. */
  readonly withoutGroup: Readonly<Record<string, string>>;
}

/** The model of one MoMQ value: given, or loaded at the first question; with the groups that its packs bring. */
export class ModelHolder {
  readonly #load: () => Promise<QueryModel>;
  readonly #packs: readonly DialectPack[];
  readonly #owned: boolean;
  #ready: Promise<ReadyModel> | undefined;

  /** @throws {@link ConfigError} when `model` is neither a model nor a function that loads one */
  constructor(model: MoMQOptions['model'] = loadDefaultModel, packs: readonly DialectPack[]) {
    this.#owned = typeof model === 'function';
    this.#packs = packs;
    if (typeof model === 'function') {
      this.#load = async () => adaptModel(await model());
    } else {
      const given = adaptModel(model);
      this.#load = () => Promise.resolve(given);
    }
  }

  /** The model, loaded once; a load that failed is tried again, since its cause may be gone. */
  async ready(): Promise<ReadyModel> {
    this.#ready ??= this.#prepare();
    try {
      return await this.#ready;
    } catch (error) {
      this.#ready = undefined;
      throw error;
    }
  }

  /** Disposes a model that was loaded here. */
  async close(): Promise<void> {
    const ready = this.#ready;
    this.#ready = undefined;
    if (ready === undefined || !this.#owned) return;
    await (await ready).model.dispose();
  }

  async #prepare(): Promise<ReadyModel> {
    const model = await this.#load();
    const trained = this.#packs.filter(({ expertGroup }) =>
      expertGroup.weights?.some((weights) => weights.model === model.name),
    );
    try {
      const withoutGroup =
        trained.length === 0 ? {} : ((await model.installGroups?.(trained)) ?? {});
      return { model, withoutGroup };
    } catch (error) {
      if (this.#owned) await model.dispose();
      throw error;
    }
  }
}
