import type { View } from '../analyses/view.ts'
import { addressOf, path, read } from './reading.ts'
import { ask } from './work.ts'

export const hotSpots: View = {
  name: 'hot-spots',
  title: 'Hot spots',
  question: 'Around which places do high or low rates gather, and has anything suddenly clustered?',
  path,
  read,
  addressFor: async (rooms, actor, asked) => {
    const answer = await ask(rooms, actor, asked)
    return answer.state === 'found' ? addressOf(answer.found) : undefined
  },
  marks: () => true,
}
