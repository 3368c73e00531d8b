/** A GGUF file that another program on this machine has fetched. */
export interface LocalModel {
  /** The program, for messages. */
  readonly source: string;
  /** Absolute path of the file. */
  readonly path: string;
  /** What people call it: `organisation/name`, the repository's name, the file's, `model:tag`. The first one is shown. */
  readonly names: readonly string[];
}

/** A place where a program keeps models. */
export interface ModelCache {
  /** The program. */
  readonly source: string;
  /** Folders to look into; those that do not exist hold nothing. */
  readonly folders: readonly string[];
  /** The models of one folder. */
  list(folder: string): Promise<Omit<LocalModel, 'source'>[]>;
}
