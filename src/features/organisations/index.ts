// The door of the organisations room: partners, providers, their role mailboxes.
export { find, findByKey, findBySource, insert, list } from './queries.ts'
export { kinds, Organisation } from './schemas.ts'
