import { dayWords, londonDay } from '../../../lib/dates.ts'
import { bytes } from '../../../lib/words.ts'
import { errorList, errorOf, type FieldError } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Format } from '../import/format.ts'
import type { Source } from '../import/schemas.ts'
import { mostBytes } from './rules.ts'
import type { Upload } from './schemas.ts'
import { statusNames } from './views.ts'

type Text = Readonly<Record<string, string>>

export interface FormFacts {
  kind: 'known' | 'partner'
  sources: readonly Source[]
  formats: readonly Format[]
  values: Text
  errors: readonly FieldError[]
  recent: readonly Upload[]
}

const chosen = (value: string, text: string, now: string | undefined) => ({ value, text, selected: value === now })

/** The form: a newer file of a source that is known, or the first of a new partner. */
export function formView({ kind, sources, formats, values, errors, recent }: FormFacts) {
  const all = [...errors]
  return {
    title: kind === 'known' ? 'Upload a file' : 'Upload a file from a new partner',
    breadcrumbs: [{ text: 'Data', href: '/data' }, { text: 'Upload a file' }],
    kind,
    values,
    errors: all,
    errorSummary: errorList(all),
    error: Object.fromEntries(all.map(one => [one.field, errorOf(all, one.field)])),
    sources: [
      chosen('', 'Choose a source', values.source),
      ...sources.map(one => chosen(one.id, one.title, values.source)),
    ],
    formats: [
      ...(kind === 'known' ? [chosen('', 'As the source usually comes', values.format)] : []),
      ...formats.map(one => chosen(one.name, one.title, values.format ?? (kind === 'partner' ? 'measure-csv' : ''))),
    ],
    cadences: [
      ['once', 'Once'],
      ['monthly', 'Every month'],
      ['quarterly', 'Every quarter'],
      ['annual', 'Every year'],
    ].map(([value = '', text = '']) => chosen(value, text, values.cadence ?? 'once')),
    most: bytes(mostBytes),
    recent: recent.map(one => ({
      href: `/data/uploads/${one.id}`,
      file: one.fileName,
      source: one.source.title,
      status: statusNames[one.status],
      waiting: one.status === 'ready',
      by: one.madeBy,
      on: dayWords(londonDay(new Date(one.madeAt))),
    })),
  }
}
export const formPage = page<ReturnType<typeof formView>>('evidence/upload/pages/form.njk')
