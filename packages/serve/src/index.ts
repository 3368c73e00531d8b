/**
 * Questions to databases over HTTP.
 * @module
 */
export { createHandlerServer, describeFailure, withoutSecrets } from './create-handler-server.js';
export type { HandlerServerOptions, PathHandler } from './create-handler-server.js';
export { createServer } from './create-server.js';
export type { ServeOptions } from './create-server.js';
export type { MoMQServer } from './guarded-server.js';
export type { GuardOptions } from './guards/guard-options.js';
export type { ChatModel, Reply, ReplyRequest } from './openai/chat-model.js';
export type { ChatMessage, JsonReply, SamplingOptions } from './openai/chat-request.js';
export { ServeError } from './serve-error.js';
export type { ServeErrorCode } from './serve-error.js';
export { ServedDatabases } from './served-databases.js';
export type { ServedDatabase } from './served-databases.js';
