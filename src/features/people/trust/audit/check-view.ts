import { whole } from '../../../../lib/words.ts'
import type { Job } from '../../../../platform/jobs.ts'
import { page } from '../../../../platform/view.ts'
import { momentWords } from '../../words.ts'
import type { Check, Fault, findHash, rowsOf } from './check-queries.ts'
import { actWords } from './list.ts'
import { isSound, resultWords } from './views.ts'

type Rows = Awaited<ReturnType<typeof rowsOf>>
type Link = Awaited<ReturnType<typeof findHash>>

/** How far a check is, for the page and for the script that asks. */
export function progressOf(check: Check, job: Job | undefined) {
  const { done, total } = job?.progress ?? {}
  const known = typeof done === 'number' && typeof total === 'number' && total > 0
  const finished = check.finishedAt !== null
  return {
    share: finished ? 1 : known ? Math.min(1, done / total) : null,
    done: finished,
    words: finished ? resultWords(check) : known ? `${whole(done)} of ${whole(total)} rows` : 'Waiting to begin',
    next: `/audit/checks/${check.id}`,
  }
}

const faultWords: Readonly<Record<Fault['kind'], string>> = {
  altered: 'Altered: the row is not what it was when it was linked',
  removed: 'Removed: the row is gone, and it is younger than seven years',
  unlinked: 'Put in past the chain: the row has no link',
  gap: 'A link of the chain is missing before this one',
  rewritten: 'An earlier check ended here with another hash: the chain was cut off or written anew',
}

interface CheckPage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  lead: string
  sound: boolean
  broken: boolean
  head: string
  facts: { term: string; text: string }[]
  job: object | null
  faults: { where: string; row: string; what: string; says: string }[]
  more: string
  hash: string
  hashWords: string
}
const pageOf = page<CheckPage>('people/trust/pages/check.njk')

const mostShown = 200

export function checkPage(given: {
  check: Check
  job: Job | undefined
  rows: Rows
  hash: string
  link: Link
  follow: boolean
}) {
  const { check } = given
  const href = `/audit/checks/${check.id}`
  return pageOf({
    title: 'Check of the audit trail',
    breadcrumbs: [{ text: 'Audit trail', href: '/audit' }],
    lead: resultWords(check),
    sound: isSound(check),
    broken: check.faults.length > 0,
    head: check.head ?? '',
    facts: [
      { term: 'Asked for', text: `${momentWords(check.askedAt)}, by ${askerWords(check)}` },
      { term: 'Rows', text: check.rows === null ? 'Not counted yet' : whole(check.rows) },
    ],
    job: check.finishedAt
      ? null
      : {
          title: 'Checking every row',
          href,
          status: `${href}/status`,
          follow: given.follow,
          ...progressOf(check, given.job),
        },
    faults: check.faults.slice(0, mostShown).map(fault => faultView(fault, given.rows)),
    more: check.faults.length > mostShown ? `The first ${mostShown} of ${whole(check.faults.length)} are shown.` : '',
    hash: given.hash,
    hashWords: given.hash ? hashWords(given.link) : '',
  })
}

const askerWords = ({ askedBy }: Check) => (askedBy === 'nightly' ? 'the program, as every night' : askedBy)

function faultView(fault: Fault, rows: Rows) {
  const row = rows.find(each => each.id === fault.auditId)
  return {
    where: fault.position === null ? 'Outside the chain' : `Place ${whole(fault.position)}`,
    row: fault.auditId === 0 ? 'None' : `Row ${fault.auditId}`,
    what: faultWords[fault.kind],
    says: row
      ? `${momentWords(row.at)}: ${row.who}, ${actWords(row.what).toLowerCase()}, ${row.object}`
      : 'The row is not there',
  }
}

const hashWords = (link: Link): string =>
  link
    ? `It stands at place ${whole(link.position)} of the chain, linked ${momentWords(link.linkedAt)}. What came before it is what it was then.`
    : 'It is nowhere in the chain. If it was copied rightly, the chain was cut off or written anew since.'
