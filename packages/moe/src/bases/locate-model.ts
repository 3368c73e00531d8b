import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { MoeError } from '../errors.js';
import { downloadModel, isModelId, type DownloadOptions } from './download-model.js';

/** Where a model's files lie. */
export interface LocatedModel {
  /** Absolute path. */
  readonly folder: string;
  /** `org/name`, or the folder's name. */
  readonly id: string;
  /** Commit of a model of the Hub, null for a folder. */
  readonly revision: string | null;
}

/**
 * Finds a model: a folder, or a model of the Hub, which is downloaded into the shared cache unless it is there.
 *
 * @param folderOrId a path that exists, or `org/name`
 * @throws MoeError `MOE_BASE_MISSING` for what is neither; for models of the Hub `MOE_MODEL_NOT_FOUND`, `MOE_MODEL_GATED`, `MOE_OFFLINE`,
 * `MOE_DOWNLOAD_FAILED`, `MOE_DOWNLOAD_CORRUPT`, `MOE_DISK_FULL`, `MOE_ABORTED`
 */
export async function locateModel(
  folderOrId: string,
  options: DownloadOptions = {},
): Promise<LocatedModel> {
  const path = resolve(folderOrId);
  const found = await stat(path).catch(() => null); // what is no path may be a model of the Hub
  if (found?.isDirectory() === true) return { folder: path, id: basename(path), revision: null };
  if (!isModelId(folderOrId))
    throw new MoeError(
      'MOE_BASE_MISSING',
      `expected a folder or a model "organisation/name", got "${folderOrId}", which is neither; check the path`,
    );
  return { ...(await downloadModel(folderOrId, options)), id: folderOrId };
}
