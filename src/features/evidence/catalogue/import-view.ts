import { dayWords, londonDay } from '../../../lib/dates.ts'
import { bytes, plural } from '../../../lib/words.ts'
import { defineList, type List } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { fixedWords } from '../import/changes.ts'
import type { ReportView } from './report-view.ts'
import type { CatalogueSource, ImportLine, RejectLine } from './schemas.ts'
import { statusNames } from './source-view.ts'

export const rejectList = (importId: number) =>
  defineList<RejectLine>({
    path: `/data/imports/${importId}`,
    noun: ['reject', 'rejects'],
    caption: 'Cells and lines that could not be used, with what to do about each',
    csv: `/data/imports/${importId}/rejects.csv`,
    columns: [
      {
        key: 'line',
        title: 'Line',
        head: true,
        sortable: true,
        value: one => one.line,
        html: one => (one.line === 0 ? 'Whole file' : `Line ${one.line}`),
      },
      { key: 'field', title: 'Field', sortable: true, value: one => one.field },
      {
        key: 'value',
        title: 'Value',
        value: one => one.value,
        text: one => (one.value === '' ? 'Blank' : one.value.slice(0, 120)),
      },
      { key: 'reason', title: 'Why', value: one => one.reason },
      { key: 'remedy', title: 'What to do', value: one => one.remedy },
    ],
    filters: [],
    sort: { key: 'line', dir: 'asc' },
    size: 25,
    empty: { title: 'Every row could be used.', text: 'Nothing was left out of this import.' },
  })

export interface ImportFacts {
  one: ImportLine
  source: CatalogueSource
  report: ReportView
  rejects: List | null
  mayImport: boolean
  /** What was just done, from the address. */
  done: string
}

const said: Readonly<Record<string, { title: string; text: string }>> = {
  imported: { title: 'The file is in force', text: 'Signals will be made again from it. That takes a few minutes.' },
  undone: { title: 'The import is undone', text: 'What it had replaced counts again. Signals will be made again.' },
  redone: { title: 'The import is in force again', text: 'Signals will be made again.' },
  released: { title: 'The month counts now', text: 'Signals will be made again.' },
}

const older = {
  title: 'The file is kept, and newer files stay in force',
  text: 'What is shown is as it was. The file counts where no newer one speaks.',
}

const leads: Readonly<Record<ImportLine['status'], string>> = {
  current: 'This file is in force: in each cell it speaks of, it counts unless a newer snapshot does.',
  undone: 'This import was undone. Nothing of it counts, and everything it said is kept so that it can be put back.',
  reading: 'This file is being read. Nothing of it counts until the whole of it is in.',
  failed: 'This import failed, and nothing of it counts.',
}

/** The page of one import. */
export function importView({ one, source, report, rejects, mayImport, done }: ImportFacts) {
  const fixed = fixedWords(one.format)
  return {
    title: one.fileName,
    breadcrumbs: [
      { text: 'Data', href: '/data' },
      { text: source.title, href: `/data/${source.id}` },
      { text: `Import ${one.id}` },
    ],
    banner: done === 'imported' && report.revisions.nothing ? older : (said[done] ?? null),
    lead:
      fixed && one.status === 'current'
        ? 'This file is in force: the lists of places are as it says.'
        : leads[one.status],
    facts: [
      { term: 'Source', text: source.title, href: `/data/${source.id}` },
      { term: 'Status', text: statusNames[one.status] },
      { term: 'Snapshot', text: dayWords(one.snapshotOn) },
      { term: 'Imported', text: `${dayWords(londonDay(new Date(one.finishedAt ?? one.startedAt)))}, by ${one.madeBy}` },
      { term: 'Format', text: one.format, href: `/data/formats/${encodeURIComponent(one.format)}` },
      { term: 'File', text: `${bytes(one.fileBytes)}, SHA-256 ${one.fileHash}` },
    ],
    report,
    rejects,
    rejectsWords: plural(one.rowsRejected, 'row'),
    rejected: one.rowsRejected > 0,
    fixed: mayImport ? (fixed ?? '') : '',
    undo: mayImport && !fixed && one.status === 'current' ? `/data/imports/${one.id}/undo` : '',
    redo: mayImport && !fixed && one.status === 'undone' ? `/data/imports/${one.id}/redo` : '',
  }
}
export const importPage = page<ReturnType<typeof importView>>('evidence/catalogue/pages/import.njk')

export interface Confirm {
  title: string
  breadcrumbs: { text: string; href?: string }[]
  confirm: {
    title: string
    text: string
    facts: { term: string; text: string }[]
    action: string
    button: string
    cancel: string
  }
}
export const confirmPage = page<Confirm>('evidence/catalogue/pages/confirm.njk')

const confirmOf = (
  one: ImportLine,
  source: CatalogueSource,
  words: { title: string; text: string; button: string; act: string; more?: { term: string; text: string }[] },
): Confirm => ({
  title: words.title,
  breadcrumbs: [
    { text: 'Data', href: '/data' },
    { text: source.title, href: `/data/${source.id}` },
    { text: `Import ${one.id}`, href: `/data/imports/${one.id}` },
  ],
  confirm: {
    title: words.title,
    text: words.text,
    facts: [
      ...(words.more ?? []),
      { term: 'File', text: one.fileName },
      { term: 'Source', text: source.title },
      { term: 'Snapshot', text: dayWords(one.snapshotOn) },
      { term: 'Cells', text: one.cells.toLocaleString('en-GB') },
    ],
    action: `/data/imports/${one.id}/${words.act}`,
    button: words.button,
    cancel: `/data/imports/${one.id}`,
  },
})

export const undoView = (one: ImportLine, source: CatalogueSource) =>
  confirmOf(one, source, {
    title: 'Undo this import?',
    text: 'Nothing of the file will count. Where an older file speaks of the same cells, its figures count again; where none does, they become unknown. Signals will be made again. You can put it back later.',
    button: 'Undo the import',
    act: 'undo',
  })

export const redoView = (one: ImportLine, source: CatalogueSource) =>
  confirmOf(one, source, {
    title: 'Put this import back in force?',
    text: 'The file will count again in every cell for which it is the newest snapshot. Signals will be made again.',
    button: 'Put it back',
    act: 'redo',
  })

export const releaseView = (one: ImportLine, source: CatalogueSource, period: string, words: string, reason: string) =>
  confirmOf(one, source, {
    title: `Let ${words} count?`,
    text: 'It was held back because it looks implausible. Once released it counts in trends, rates and signals. Do this only if the publisher or the custodian has confirmed it. To take it back, undo the import.',
    button: 'Release it',
    act: `release/${period}`,
    more: [{ term: 'Why it was held', text: reason || 'No reason was kept' }],
  })
