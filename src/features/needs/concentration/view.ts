import type { View } from '../analyses/view.ts'
import { path, read } from './reading.ts'

export const concentration: View = {
  name: 'concentration',
  title: 'Concentration',
  question: 'Is violence gathered in few places, and more than chance alone would gather it?',
  path,
  read,
}
