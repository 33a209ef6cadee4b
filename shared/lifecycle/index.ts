export * from './options'
export * from './processes'
export * from './states'
export * from './validate'
