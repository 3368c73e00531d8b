export interface DownloadOptions {
  readonly progress?: boolean;
}
export function isModelId(_id: string): boolean {
  return false;
}
export async function downloadModel(
  _id: string,
  _options: DownloadOptions,
): Promise<{ folder: string; revision: string }> {
  throw new Error('later');
}
