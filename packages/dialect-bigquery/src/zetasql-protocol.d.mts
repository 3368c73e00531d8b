/** Messages of catalogues, queries and their values. */
export declare const evaluateProto: string;
/** Messages of texts and their trees. */
export declare const parseProto: string;
/** How BigQuery is set up among the products that speak GoogleSQL. */
export declare const languageOptions: {
  readonly productMode: number;
  readonly features: readonly number[];
  readonly reservedKeywords: readonly string[];
};
