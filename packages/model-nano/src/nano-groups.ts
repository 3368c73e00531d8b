import { fileURLToPath } from 'node:url';
import { ConfigError } from '@momq/dialect';
import type { DialectPack } from '@momq/dialect';
import { installGroups, MoeError, restrictGroups } from '@momq/moe';
import type { PointerCheckpoint } from '@momq/moe';
import { createPointerGenerator } from '@momq/moe/pointer';
import type { PointerGenerator } from '@momq/moe/pointer';

/** Name under which packs list groups that were trained for this model. */
export const nanoName = 'nano';

/**
 * The expert groups of a loaded model: those of its checkpoint, and those that packs bring. Every request names its
 * dialect's group, and a graph without any other group answers it, so that installing one changes no other answer by a bit.
 */
export class NanoGroups {
  readonly #checkpoint: PointerCheckpoint;
  readonly #own: PointerGenerator;
  /** Groups of packs, each with a generator of its own. */
  readonly #installed = new Map<string, { readonly file: string; generator: PointerGenerator }>();

  constructor(checkpoint: PointerCheckpoint) {
    this.#checkpoint = checkpoint;
    this.#own = generatorOver(checkpoint);
  }

  /** Names of all groups, the shared one left out. */
  get names(): readonly string[] {
    return [...new Set([...groupNames(this.#checkpoint), ...this.#installed.keys()])];
  }

  /** The generator that answers in `dialect`, and the groups that a request to it names. */
  of(dialect: string): {
    readonly generator: PointerGenerator;
    readonly groups: readonly string[];
  } {
    const installed = this.#installed.get(dialect);
    if (installed !== undefined) return { generator: installed.generator, groups: [dialect] };
    return {
      generator: this.#own,
      groups: groupNames(this.#checkpoint).filter((name) => name === dialect),
    };
  }

  /**
   * Installs the groups of packs. One that was trained on another base is left out.
   *
   * @returns why groups were left out, by dialect id
   * @throws ConfigError when another file was installed for the id, or the file holds the group of another dialect
   * @throws MoeError for a file that cannot be read
   */
  async install(packs: readonly DialectPack[]): Promise<Record<string, string>> {
    const leftOut: Record<string, string> = {};
    for (const { id, expertGroup } of packs) {
      const weights = expertGroup.weights?.find(({ model }) => model === nanoName);
      if (weights === undefined) continue;
      const file = fileURLToPath(weights.file);
      const known = this.#installed.get(id);
      if (known !== undefined) {
        if (known.file === file) continue;
        throw new ConfigError(
          `dialect ${id}: expected one trained group in a model, got ${known.file} and ${file}. Load a model for each pack.`,
        );
      }
      try {
        this.#installed.set(id, { file, generator: await this.#generatorWith(id, file) });
      } catch (error) {
        if (!(error instanceof MoeError) || !otherBase.includes(error.code)) throw error;
        leftOut[id] =
          `The trained group of ${id} does not fit this model (${error.message}), so it is not used. Update the pack, or train its group again with momq train group.`;
      }
    }
    return leftOut;
  }

  /** Frees all graphs. */
  async dispose(): Promise<void> {
    const installed = [...this.#installed.values()].map(({ generator }) => generator);
    this.#installed.clear();
    await Promise.all([this.#own, ...installed].map((generator) => generator.dispose()));
  }

  async #generatorWith(id: string, file: string): Promise<PointerGenerator> {
    const bare = restrictGroups(this.#checkpoint, []);
    const grown = await installGroups(bare, [file]);
    const [name] = groupNames(grown);
    if (name !== id)
      throw new ConfigError(
        `dialect ${id}: expected the group of ${id} in ${file}, got the one of ${String(name)}. Correct expertGroup.weights of the pack.`,
      );
    return generatorOver(grown);
  }
}

/** Codes of moe for a group that was trained on, or for, another base. */
const otherBase: readonly string[] = ['MOE_BASE_MISMATCH', 'MOE_GROUP_MISMATCH'];

function generatorOver({ config, parameters }: PointerCheckpoint): PointerGenerator {
  return createPointerGenerator({ config, parameters }, { routing: 'known' });
}

function groupNames({ config }: PointerCheckpoint): string[] {
  return (config.mixture?.groups ?? []).map(({ name }) => name);
}
