import { page } from '../../../platform/view.ts'
import type { Gone } from './frame.ts'
import type { Fact } from './schemas.ts'
import { type FactWords, factWords } from './words.ts'

const cardPage = page<{
  title: string
  breadcrumbs: { text: string; href: string }[]
  words: FactWords
  src: string
  mark: string
}>('evidence/facts/pages/fact-card.njk')

export const showCard = (fact: Fact, mark: string) =>
  cardPage({
    title: `Card: ${fact.statement}`,
    breadcrumbs: [
      { text: 'Facts', href: '/facts' },
      { text: fact.statement, href: `/facts/${fact.id}` },
    ],
    words: factWords(fact),
    src: `/facts/${fact.id}/card.svg`,
    mark,
  })

const gonePage = page<{
  title: string
  breadcrumbs: { text: string; href: string }[]
  number: number
  words: string
  reason: string
  next: { text: string; href: string } | null
}>('evidence/facts/pages/fact-gone.njk')

/** A fact that once was public: neither what it said nor its figure is repeated. */
export const showGone = ({ next, ...gone }: Gone) =>
  gonePage({
    title: 'This fact is no longer published',
    breadcrumbs: [{ text: 'Facts', href: '/facts' }],
    ...gone,
    next: next ? { text: factWords(next).sentence, href: `/facts/${next.id}` } : null,
  })
