/** Bytes of a value as UTF-8 text, as `maxBytes` counts them. */
export declare function valueBytes(value: unknown): number;
