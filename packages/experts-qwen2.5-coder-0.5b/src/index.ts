/**
 * MoMQ experts of Qwen2.5-Coder-0.5B-Instruct, for `textModel({ base: 'qwen2.5-coder-0.5b', experts: expertsFolder })`.
 * @module
 */
import { fileURLToPath } from 'node:url';

/** The folder with the adapters: `momq.json`, `shared.safetensors`, `groups/<dialect>.safetensors`. */
export const expertsFolder: string = fileURLToPath(new URL('../weights', import.meta.url));
