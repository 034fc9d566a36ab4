export { type Columns, type Duck, lineOf, openDuck, type Plain, quoted, readTable } from './duck.ts'
export * from './format.ts'
export { type OpenOptions, openSafely, peopleRefusal } from './open.ts'
export { lookForPeople } from './people.ts'
