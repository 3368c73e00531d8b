export { loadDatabaseFolder } from './database-folder.js';
