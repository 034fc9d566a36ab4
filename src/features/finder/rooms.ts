import type { Db } from '../../platform/db.ts'
import type { Pack } from '../../platform/pack.ts'

/** What every slice of the finder stands on. */
export interface Rooms {
  db: Db
  /** What public pages and feeds read by: no question of theirs takes longer than it may. */
  reads: Db
  pack: Pack
  /** The Europe/London date. */
  today(): string
  /** Minutes after midnight in London, now. */
  minutes(): number
  /** What addresses in feeds, QR codes and calendars begin with. */
  publicAddress: string
}
