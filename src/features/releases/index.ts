// The door of the releases room: what is public, and the only way there.
export {
  type Builder,
  type Cell,
  type Choice,
  type Column,
  hidden,
  type NewReleasable,
  type PublishedItem,
  type Releasable,
  type Table,
} from './contract.ts'
