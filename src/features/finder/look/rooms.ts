import type { Rooms } from '../routes.ts'
import type { HelpWords } from './help/words.ts'

/** What the public pages of the finder stand on: the rooms, and who helps right now. */
export interface LookRooms extends Rooms {
  help(): Promise<HelpWords>
}
