/**
 * The environment of this process. The Vulkan loader and the dynamic linker take their settings from it, so that what
 * they will find can be told only by reading the same variables.
 */
// eslint-disable-next-line no-restricted-properties -- see above
export const environment: NodeJS.ProcessEnv = process.env;
