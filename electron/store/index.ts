export { DataFault, type Fault, StorageFailed, StoreRefusal, type StoreRefusalCode } from './faults'
export { type OpenOptions, openStore } from './open'
export type * from './port'
export { type VerifyProgress, type VerifyReport, verifyFolder } from './verify'
