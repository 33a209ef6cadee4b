export { BatchSync } from './batch-sync'
