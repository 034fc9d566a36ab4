import type { View } from '../analyses/view.ts'
import { addressOf, path, read } from './reading.ts'
import { ask } from './work.ts'

export const gradient: View = {
  name: 'gradient',
  title: 'Gradient',
  question: 'How does violence rise from the least to the most deprived places of the city?',
  path,
  read,
  addressFor: async (rooms, actor, asked) => {
    const answer = await ask(rooms, actor, asked)
    return answer.state === 'found' ? addressOf(answer.found) : undefined
  },
}
