import type { View } from '../analyses/view.ts'
import { path, read } from './reading.ts'

export const gradient: View = {
  name: 'gradient',
  title: 'Gradient',
  question: 'How does violence rise from the least to the most deprived places of the city?',
  path,
  read,
}
