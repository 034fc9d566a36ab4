import { openEvidence } from '../../evidence/index.ts'
import { sameForAll, type View } from '../analyses/view.ts'
import { figuresOf } from './figures.ts'
import { path, readingOf } from './reading.ts'

export const harm: View = {
  name: 'harm',
  title: 'Harm',
  question: 'How much does violence weigh when grave offences count for more, and how sure is that?',
  path,
  addressFor: sameForAll(path),
  read: async ({ db, pack }) => {
    const found = await figuresOf(db, await openEvidence(db), pack.city.code)
    return found.state === 'ready' ? readingOf(db, found.figures) : undefined
  },
}
