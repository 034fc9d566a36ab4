import type { View } from '../analyses/view.ts'
import { addressOf, path, read } from './reading.ts'
import { ask } from './work.ts'

export const concentration: View = {
  name: 'concentration',
  title: 'Concentration',
  question: 'Is violence gathered in few places, and more than chance alone would gather it?',
  path,
  read,
  addressFor: async (rooms, actor, asked) => {
    const answer = await ask(rooms, actor, asked)
    return answer.state === 'found' ? addressOf(answer.found) : undefined
  },
}
