/**
 * __name__ for MoMQ.
 *
 * @module
 */
export { __factory__ } from './dialect.js';
