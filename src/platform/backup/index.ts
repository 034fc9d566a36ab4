export type { Header } from './format.ts'
export { knownMigrations, readHeader } from './read.ts'
export { type Restored, restoreBackup } from './restore.ts'
export { type Written, writeBackup } from './write.ts'
