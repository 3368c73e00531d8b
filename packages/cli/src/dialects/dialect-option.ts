/** Help text of every `--dialect` option. */
export const dialectOptionHelp = 'id or package of an installed dialect; momq dialects lists them';
