import { escapeControls, jsonText } from '@momq/core/execution';

/** JSON on one line, without loss ({@link jsonText}), no character of which acts on a terminal. */
export function toJson(value: unknown): string {
  return escapeControls(jsonText(value));
}
