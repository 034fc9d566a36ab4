// The door of the organisations room: partners, providers, their role mailboxes.
export { type Asked, type Asking, approve, ask, fieldNames, fieldsOf, objectOf, takeBack } from './changes.ts'
export { isFirstName, isOpenDomain, isPersonal, overMailboxes, personalWords } from './mailboxes.ts'
export { find, findAllBySource, findByKey, findBySource, list, ofMailbox } from './queries.ts'
export { contacts, type Told } from './rules.ts'
export { kinds, Organisation } from './schemas.ts'
export { change, close, enter, type Kept, trust } from './service.ts'
