// The door of the releases room: what is public, and the only way there.

export { checkJobs as jobs } from './checks/job.ts'
export {
  type Builder,
  type Cell,
  type Choice,
  type Column,
  type Family,
  hidden,
  type NewReleasable,
  type PublishedItem,
  type Releasable,
  type Section,
  type Source,
  Table,
} from './contract.ts'
export { fillDemonstration, type Hands, Publications, publishBy } from './demonstration.ts'
export { documentBuilder } from './documents/documents.ts'
export { standsUntil } from './ends.ts'
export {
  type Filter,
  noteUse,
  positionOf,
  published,
  publishedItem,
  releasedTitles,
  type Use,
  usesOf,
  withdrawn,
} from './frozen.ts'
export { tablesOf } from './public/joined.ts'
export type { TableView } from './public/table.ts'
export { current as currentReleases } from './queries.ts'
export { type ReleaseOptions, routes } from './routes.ts'
