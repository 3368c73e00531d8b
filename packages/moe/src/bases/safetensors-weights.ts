import { open } from 'node:fs/promises';
import {
  EngineError,
  openSafetensors,
  type ExternalConstant,
  type SafetensorsCheckpoint,
} from '@momq/engine/safetensors';
import { MoeError } from '../errors.js';
import type { LanguageModelConfig } from '../text/model/language-model-config.js';
import { baseSpecs } from '../text/model/language-model-parameters.js';
import type { HostParameters, HostTensor } from '../numerics/host-tensor.js';
import type { BaseWeights } from './base-weights.js';
import { corruptBase, unsupported } from './config-fields.js';
import { filesFingerprint } from './files-fingerprint.js';

const HEAD = 'lm_head.weight';
const EMBEDDING = 'embed_tokens.weight';
const floatDtypes = new Set(['F32', 'F16', 'BF16']);

/** The weights of a folder in their safetensors files, checked against its config; no data in memory. */
export class SafetensorsWeights implements BaseWeights {
  /** The config, with untied embeddings where the files hold a head of their own. */
  readonly config: LanguageModelConfig;
  readonly #checkpoint: SafetensorsCheckpoint;
  /** Name in the files by our name, which lacks `model.`. */
  readonly #fileNames: ReadonlyMap<string, string>;

  private constructor(
    config: LanguageModelConfig,
    checkpoint: SafetensorsCheckpoint,
    fileNames: ReadonlyMap<string, string>,
  ) {
    this.config = config;
    this.#checkpoint = checkpoint;
    this.#fileNames = fileNames;
  }

  /**
   * Opens the weights of a folder and checks names, shapes and dtypes.
   * @throws MoeError `MOE_BASE_MISSING`, `MOE_BASE_CORRUPT`, `MOE_BASE_UNSUPPORTED` for dtypes other than float32, float16 and bfloat16
   */
  static async open(folder: string, config: LanguageModelConfig): Promise<SafetensorsWeights> {
    const checkpoint = await openSafetensors(folder).catch((error: unknown) => {
      throw asMoeError(error, folder);
    });
    const fileNames = new Map<string, string>();
    for (const fileName of checkpoint.names()) {
      // recomputed from the config; files of old versions carry it
      if (fileName.endsWith('.rotary_emb.inv_freq')) continue;
      fileNames.set(fileName.replace(/^model\./, ''), fileName);
    }
    const tied = config.tiedEmbeddings && !(await hasOwnHead(checkpoint, fileNames));
    if (tied) fileNames.delete(HEAD);
    const weights = new SafetensorsWeights(
      { ...config, tiedEmbeddings: tied },
      checkpoint,
      fileNames,
    );
    weights.#check(folder);
    return weights;
  }

  /** Absolute paths of the weight files, in the order of their names. */
  get files(): readonly string[] {
    return this.#checkpoint.files;
  }

  /** Names of the weights. */
  names(): string[] {
    return [...this.#fileNames.keys()];
  }

  /** Reads weights into memory as float32. @param names default: all */
  async read(names: readonly string[] = this.names()): Promise<HostParameters> {
    const parameters: HostParameters = {};
    for (const name of names) {
      parameters[name] = (await this.#checkpoint
        .read(this.#fileName(name))
        .catch((error: unknown) => {
          throw asMoeError(error, this.#checkpoint.path);
        })) as HostTensor;
    }
    return parameters;
  }

  /** Shape of a weight. */
  shapeOf(name: string): readonly number[] {
    return this.#checkpoint.entry(this.#fileName(name)).shape;
  }

  /** Weights as references into their files, for `jit(fn, { constants })`. @param names default: all */
  constants(names: readonly string[] = this.names()): Promise<Record<string, ExternalConstant>> {
    return Promise.resolve(
      Object.fromEntries(
        names.map((name) => [name, this.#checkpoint.constant(this.#fileName(name))]),
      ),
    );
  }

  /** A text that changes with the files. */
  fingerprint(): Promise<string> {
    return filesFingerprint(this.files);
  }

  #fileName(name: string): string {
    const fileName = this.#fileNames.get(name);
    if (fileName === undefined)
      throw new MoeError(
        'MOE_MISSING_PARAMETER',
        `expected a weight of the base, got "${name}"; names() lists them`,
      );
    return fileName;
  }

  #check(folder: string): void {
    const unknown = new Set(this.#fileNames.keys());
    for (const { name, shape } of baseSpecs(this.config)) {
      const fileName = this.#fileNames.get(name);
      if (fileName === undefined)
        corruptBase(folder, `a weight ${name} as config.json implies`, 'files without it');
      unknown.delete(name);
      const entry = this.#checkpoint.entry(fileName);
      if (entry.shape.join() !== shape.join())
        corruptBase(
          entry.file,
          `${fileName} of shape [${shape.join(', ')}] as config.json implies`,
          `[${entry.shape.join(', ')}]`,
        );
      if (!floatDtypes.has(entry.dtype))
        unsupported(entry.file, `${fileName} as ${[...floatDtypes].join(', ')}`, entry.dtype);
    }
    if (unknown.size > 0)
      corruptBase(
        folder,
        'only weights that the architecture knows',
        `also ${[...unknown].slice(0, 5).join(', ')}`,
      );
  }
}

/** Whether a tied base carries a head that differs from its embedding; transformers then does not tie them. */
async function hasOwnHead(
  checkpoint: SafetensorsCheckpoint,
  fileNames: ReadonlyMap<string, string>,
): Promise<boolean> {
  const [head, embedding] = [fileNames.get(HEAD), fileNames.get(EMBEDDING)];
  if (head === undefined || embedding === undefined) return false;
  const [a, b] = [checkpoint.entry(head), checkpoint.entry(embedding)];
  if (a.dtype !== b.dtype || a.length !== b.length) return true;
  const [fileA, fileB] = [await open(a.file, 'r'), await open(b.file, 'r')];
  try {
    const [bytesA, bytesB] = [Buffer.alloc(1 << 20), Buffer.alloc(1 << 20)];
    for (let done = 0; done < a.length; done += bytesA.length) {
      const size = Math.min(bytesA.length, a.length - done);
      await fileA.read(bytesA, 0, size, a.offset + done);
      await fileB.read(bytesB, 0, size, b.offset + done);
      if (bytesA.compare(bytesB, 0, size, 0, size) !== 0) return true;
    }
    return false;
  } finally {
    await fileA.close();
    await fileB.close();
  }
}

function asMoeError(error: unknown, origin: string): unknown {
  if (!(error instanceof EngineError)) return error;
  if (error.code === 'SAFETENSORS_NOT_FOUND')
    return new MoeError(
      'MOE_BASE_MISSING',
      `${origin}: expected weights as model.safetensors, or model.safetensors.index.json with its shards, got none or not all. Fetch them, or convert other formats to safetensors. (${error.message})`,
      { cause: error },
    );
  return new MoeError(
    'MOE_BASE_CORRUPT',
    `${origin}: expected whole safetensors files, got one that does not add up. Fetch the base again. (${error.message})`,
    { cause: error },
  );
}
