/** Help text of every `--dialect` option. */
export const dialectOptionHelp = 'id or package of an installed dialect; momq dialects lists them';

/** Help text of every `--dialect` option that takes several. */
export const dialectsOptionHelp = 'ids or packages of installed dialects; momq dialects lists them';
