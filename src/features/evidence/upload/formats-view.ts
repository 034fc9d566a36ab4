import { page } from '../../../platform/view.ts'
import type { Example } from '../import/example.ts'
import type { Format } from '../import/format.ts'

const kinds = { series: 'Figures', events: 'Incidents, counted while reading', places: 'Places' } as const

export const formatsView = (formats: readonly Format[]) => ({
  title: 'Formats',
  breadcrumbs: [{ text: 'Data', href: '/data' }, { text: 'Formats' }],
  groups: (['series', 'events', 'places'] as const)
    .map(kind => ({
      title: kinds[kind],
      formats: formats
        .filter(one => one.kind === kind)
        .map(one => ({ text: one.title, href: `/data/formats/${one.name}`, words: one.help.about })),
    }))
    .filter(group => group.formats.length > 0),
})
export const formatsPage = page<ReturnType<typeof formatsView>>('evidence/upload/pages/formats.njk')

export const formatView = (format: Format, example: Example, mayImport: boolean) => ({
  title: format.title,
  breadcrumbs: [{ text: 'Data', href: '/data' }, { text: 'Formats', href: '/data/formats' }, { text: format.title }],
  name: format.name,
  about: format.help.about,
  columns: format.help.columns,
  example: example.text,
  sentAs: example.sentAs,
  ownMeasure: format.kind !== 'places' && format.exampleIn !== undefined,
  mayImport,
})
export const formatPage = page<ReturnType<typeof formatView>>('evidence/upload/pages/format.njk')
