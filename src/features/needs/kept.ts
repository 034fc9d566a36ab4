// The one shelf of the house, by the name this room's files know it.
export { shelf } from '../evidence/index.ts'
