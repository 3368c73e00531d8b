export type { DatabaseContent, DatabaseSchema, Entity, EntityField, Family, FieldType, Link, LinkEnd, Value } from './schema/database-schema.js';
export { MoMQError, QuestionError } from './errors/momq-error.js';
