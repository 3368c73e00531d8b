/**
 * Parses one long text in a thread of its own, so that its parent can go on and can end it.
 *
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads';
import { parseTree } from './cypher-tree.js';

parentPort?.postMessage(parseTree(workerData));
