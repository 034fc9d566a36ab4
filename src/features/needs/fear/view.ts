import { sameForAll, type View } from '../analyses/view.ts'
import { figuresOf } from './figures.ts'
import { path, readingOf } from './reading.ts'

export const fear: View = {
  name: 'fear',
  title: 'Fear and violence',
  question: 'Where do people feel unsafe, and is more violence recorded there?',
  path,
  addressFor: sameForAll(path),
  read: async (rooms, asked) => {
    const found = await figuresOf(rooms, asked)
    return found.state === 'ready' ? readingOf(rooms.db, found.fear) : undefined
  },
}
