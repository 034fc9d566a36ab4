import { dayWords, londonDay } from '../../../lib/dates.ts'
import { bytes, plural, whole } from '../../../lib/words.ts'
import type { Job } from '../../../platform/jobs.ts'
import { page } from '../../../platform/view.ts'
import type { ReportView } from '../catalogue/report-view.ts'
import type { Upload, UploadStatus } from './schemas.ts'

export const statusNames: Readonly<Record<UploadStatus, string>> = {
  looking: 'Being looked at',
  ready: 'Waiting to be confirmed',
  unchanged: 'In force already',
  refused: 'Refused',
  importing: 'Being imported',
  imported: 'Imported',
  cancelled: 'Cancelled',
  failed: 'Failed',
  expired: 'Left for more than a day',
}

const working: ReadonlySet<UploadStatus> = new Set(['looking', 'importing'])

/** How far an upload is, for the page and for the script that asks. */
export function progressOf(upload: Upload, job: Job | undefined) {
  const at = job?.progress ?? {}
  const [done, total, words] = [at.done, at.total, at.words]
  const share = typeof done === 'number' && typeof total === 'number' && total > 0 ? Math.min(1, done / total) : null
  const doing =
    typeof words === 'string' ? words : upload.status === 'looking' ? 'Looking through the file' : 'Importing'
  const rows =
    typeof done === 'number' && done > 0 ? `: ${whole(done)}${share === null ? '' : ` of ${whole(Number(total))}`}` : ''
  const here = `/data/uploads/${upload.id}`
  return {
    share,
    done: !working.has(upload.status),
    words: working.has(upload.status) ? `${doing}${rows}` : statusNames[upload.status],
    next:
      upload.status === 'imported' && upload.importId !== null
        ? `/data/imports/${upload.importId}?done=imported`
        : here,
  }
}

const leads: Readonly<Record<UploadStatus, string>> = {
  looking: 'Nothing is changed while the file is looked at.',
  ready: 'This is what importing the file would do. Nothing is changed until you confirm.',
  unchanged: 'This very file is in force already. Nothing was changed.',
  refused: 'The file cannot be used. Nothing was changed, and the file was deleted.',
  importing: 'Pages show the figures as they were until the whole file is in.',
  imported: 'The file is in force.',
  cancelled: 'You cancelled this upload. The file was deleted, and nothing of it was used.',
  failed: 'The file could not be read to its end. Nothing of it counts, and the file was deleted.',
  expired: 'Nobody confirmed this upload within a day, so the file was deleted. Upload it again.',
}

export interface UploadFacts {
  upload: Upload
  job: Job | undefined
  report: ReportView | null
  follow: boolean
  formatTitle: string
}

/** The page of one upload, whatever stands of it. */
export function uploadView({ upload, job, report, follow, formatTitle }: UploadFacts) {
  const progress = progressOf(upload, job)
  const href = `/data/uploads/${upload.id}`
  const rejected = upload.outcome.rejects
  return {
    title: upload.fileName,
    breadcrumbs: [
      { text: 'Data', href: '/data' },
      { text: 'Upload a file', href: '/data/upload' },
      { text: upload.fileName },
    ],
    status: upload.status,
    lead: leads[upload.status],
    facts: factsOf(upload, formatTitle),
    job: working.has(upload.status)
      ? {
          title: upload.status === 'looking' ? 'Looking at the file' : 'Importing the file',
          words: progress.words,
          share: progress.share,
          done: false,
          href,
          status: `${href}/status`,
          follow,
        }
      : null,
    report,
    written: upload.outcome.written,
    rejects: rejected.slice(0, 20),
    rejectsHref: rejected.length ? `${href}/rejects.csv` : '',
    rejectsWords:
      rejected.length > 20
        ? `The first 20 of ${plural(rejected.length, 'reject')}${rejected.length === 1000 ? ' kept' : ''}.`
        : '',
    refusals: upload.outcome.refusals.map(one => ({ ...one, remedy: remedyWords(one.remedy) })),
    words: upload.outcome.words,
    importHref: upload.importId === null ? '' : `/data/imports/${upload.importId}`,
    confirm: upload.status === 'ready' ? `${href}/confirm` : '',
    cancel: upload.status === 'ready' || upload.status === 'looking' ? `${href}/cancel` : '',
    again: `/data/upload${upload.newSource ? '?new=yes' : `?source=${encodeURIComponent(upload.source.id)}`}`,
  }
}
export const uploadPage = page<ReturnType<typeof uploadView>>('evidence/upload/pages/upload.njk')

// The importer's remedies speak to people at a terminal.
export const remedyWords = (remedy: string): string =>
  remedy
    .replace(
      /(See the columns with|See the columns and an example with|See): import --help [\w-]+\.?/g,
      'See the columns and an example on the page of the format, linked below.',
    )
    .replace(/ ?\(see: import --help [\w-]+\)/g, '')
    .replace(/Say so: --snapshot YYYY-MM-DD/, 'Upload it again with its snapshot date.')

function factsOf(upload: Upload, formatTitle: string) {
  const snapshot = upload.snapshotOn ?? upload.outcome.snapshotOn
  return [
    {
      term: 'Source',
      text: upload.newSource ? `${upload.source.title} (new: ${upload.source.custodian})` : upload.source.title,
      href: upload.newSource ? '' : `/data/${upload.source.id}`,
    },
    { term: 'Format', text: formatTitle, href: `/data/formats/${upload.format}` },
    {
      term: 'Snapshot',
      text:
        snapshot === null
          ? 'Read from the file'
          : `${dayWords(snapshot)}${upload.snapshotOn ? '' : ', as the file itself says'}`,
      href: '',
    },
    {
      term: 'Sent',
      text: `${bytes(upload.fileBytes)} by ${upload.madeBy}, ${dayWords(londonDay(new Date(upload.madeAt)))}`,
      href: '',
    },
  ]
}
