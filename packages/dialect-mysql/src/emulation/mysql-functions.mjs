// @ts-check
import { dateFunctions } from './date-functions.mjs';
import { jsonFunctions } from './json-functions.mjs';
import { numberFunctions } from './number-functions.mjs';
import { textFunctions } from './text-functions.mjs';

/** MySQL's functions by the name that the emulation's SQL calls them by, behind `my_`. */
export const mysqlFunctions = {
  ...textFunctions,
  ...numberFunctions,
  ...dateFunctions,
  ...jsonFunctions,
};
