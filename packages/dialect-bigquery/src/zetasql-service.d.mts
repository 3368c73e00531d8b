import type { ChildProcess } from 'node:child_process';

/** Name of the package that brings ZetaSQL. */
export declare const ZETASQL: string;

/** The program and the libraries of the installed package. */
export interface FoundZetaSql {
  readonly program: string;
  readonly folder: string;
  readonly require: NodeJS.Require;
}

/** A running server. */
export interface ZetaSqlService {
  readonly child: ChildProcess;
  /** Resolves when the server listens. */
  ready(): Promise<void>;
  /** Calls the service; the error's `code` is gRPC's. */
  call(method: string, request: object): Promise<unknown>;
  /** Ends the server at once; resolves when it is gone. */
  stop(): Promise<void>;
  /** Whether it keeps this process alive. */
  hold(alive: boolean): void;
}

/** Undefined where the package is not installed or has no program for this machine. */
export declare function findZetaSql(moduleUrl: string | undefined): FoundZetaSql | undefined;

/** Starts a server and connects to it; `nesting` are levels of messages at most, default 100. */
export declare function startZetaSql(
  found: FoundZetaSql,
  proto: string,
  nesting?: number,
): ZetaSqlService;
