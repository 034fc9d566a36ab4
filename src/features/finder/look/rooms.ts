import type { Db } from '../../../platform/db.ts'
import type { Rooms } from '../rooms.ts'
import type { HelpWords } from './help/words.ts'

/** What the public pages of the finder stand on: the rooms, and who helps right now. */
export interface LookRooms extends Rooms {
  /** Where a search that came to nothing is counted; `db` is what is read, and waits for nothing long. */
  writes: Db
  help(): Promise<HelpWords>
  /** Who helps as the pack says it, for when nothing can be asked. */
  packHelp: HelpWords
}
