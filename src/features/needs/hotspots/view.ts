import type { View } from '../analyses/view.ts'
import { path, read } from './reading.ts'

export const hotSpots: View = {
  name: 'hot-spots',
  title: 'Hot spots',
  question: 'Around which places do high or low rates gather, and has anything suddenly clustered?',
  path,
  read,
}
