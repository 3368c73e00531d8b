/** What the process that reads a Grafeo file sends. */
export type GrafeoMessage =
  | { readonly kind: 'nodes' | 'relationships'; readonly rows: readonly (readonly unknown[])[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly message: string };
