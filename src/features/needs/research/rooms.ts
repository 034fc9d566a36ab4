import type { Db } from '../../../platform/db.ts'

export interface Rooms {
  db: Db
  today(): string
}
