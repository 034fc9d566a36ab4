// What an assessment begins with, as data. Everything in it can be moved, changed and taken away, save that domestic abuse stays in the totals.
import type { Block, Document } from './schemas.ts'

type Begun = { view: string } | { generated: 'factors' | 'silent' }

interface Part {
  title: string
  asks: string
  blocks: readonly Begun[]
}

/** The chapters of an assessment by the questions they answer. A view that says nothing here is left out. */
export const template: readonly Part[] = [
  {
    title: 'The picture of violence',
    asks: 'How much violence there is, of which kinds, and whether that changes. Domestic abuse is part of it, never an appendix.',
    blocks: [{ view: 'totals' }, { view: 'trends' }, { view: 'harm' }],
  },
  {
    title: 'Places',
    asks: 'Where violence is, how much it gathers there, and whether it stays.',
    blocks: [{ view: 'concentration' }, { view: 'gradient' }, { view: 'hot-spots' }],
  },
  {
    title: 'The people most harmed',
    asks: 'Who is harmed most, with the denominators and the context that must be read with them.',
    blocks: [{ view: 'groups' }],
  },
  { title: 'When', asks: 'Hours, days, school holidays and seasons.', blocks: [{ view: 'when' }] },
  {
    title: 'Health',
    asks: 'What hospitals and ambulances see, and how much of it the police do not know.',
    blocks: [{ view: 'health' }, { view: 'reviews' }],
  },
  {
    title: 'Risk and protective factors',
    asks: 'What goes with more violence, what goes with less, and how strong the evidence is.',
    blocks: [{ generated: 'factors' }],
  },
  {
    title: 'What is there already',
    asks: 'Provision, investment and the strengths people name.',
    blocks: [],
  },
  {
    title: 'What we do not know',
    asks: 'Gaps in the data and in our listening, and the levels nothing here speaks of.',
    blocks: [{ generated: 'silent' }],
  },
]

/** What a view says of a place: of itself, of the whole city alone, or nothing. */
export type Saying = 'own' | 'city' | undefined

/** A new document of the template's chapters, with the views that have something to say: of this place where they can, of the city otherwise. */
export function begin(place: string, says: (view: string) => Saying): Document {
  let next = 1
  const chapters = template.map(({ title, asks, blocks }) => ({
    id: `c${next++}`,
    title,
    asks,
    blocks: blocks
      .filter(begun => !('view' in begun) || says(begun.view) !== undefined)
      .map((begun): Block => {
        const id = `b${next++}`
        return 'view' in begun
          ? { id, kind: 'view', view: begun.view, asked: says(begun.view) === 'own' ? { place } : {}, level: null }
          : { id, kind: begun.generated }
      }),
  }))
  return { next, chapters }
}
