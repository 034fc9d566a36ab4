import { sameForAll, type View } from '../analyses/view.ts'
import { answer } from './ask.ts'
import { readingOf } from './reading.ts'

export const groups: View = {
  name: 'groups',
  title: 'By group',
  question: 'How do rates differ between groups of people, and how sure is that? Only with its context note.',
  path: '/analyses/groups',
  addressFor: sameForAll('/analyses/groups'),
  read: async (rooms, asked) => {
    const found = await answer(rooms, asked)
    if (found.state !== 'ready') return undefined
    return (await readingOf(rooms.db, found.store, found.ground, found.note, found.asked)).reading
  },
}
