/** The `package.json` of an optional package, wherever npm may have put it; undefined where it is nowhere. */
export declare function findOptional(
  name: string,
  moduleUrl: string | undefined,
): string | undefined;

/** How to install an optional package so that it is found: commands of npm. */
export declare function howToInstall(name: string): string;
