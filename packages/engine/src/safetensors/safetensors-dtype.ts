import type { StorageDtype } from '../tensor-spec.js';

/** Bytes of one element of each dtype of the safetensors format. */
export const safetensorsBytes = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  F8_E8M0: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  F64: 8,
  I64: 8,
  U64: 8,
} as const;

/** Name of a dtype in a safetensors file. */
export type SafetensorsDtype = keyof typeof safetensorsBytes;

/** The dtypes that the engine can use, by their names in a safetensors file. */
export const storageDtypeOf: Readonly<Partial<Record<SafetensorsDtype, StorageDtype>>> = {
  BOOL: 'bool',
  U8: 'uint8',
  I8: 'int8',
  F16: 'float16',
  BF16: 'bfloat16',
  I32: 'int32',
  F32: 'float32',
};
