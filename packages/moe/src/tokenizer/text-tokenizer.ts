export interface TextTokenizer { encode(text: string): number[] }
