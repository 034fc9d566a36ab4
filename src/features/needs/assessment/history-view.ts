import { dayWords } from '../../../lib/dates.ts'
import { page } from '../../../platform/view.ts'
import type { Version } from './queries.ts'
import type { Assessment } from './schemas.ts'
import { type Crumbs, head } from './write-views.ts'

interface HistoryPage extends Crumbs {
  title: string
  may: boolean
  rows: { version: number; deed: string; who: string; when: string; now: boolean }[]
}
const historyPage = page<HistoryPage>('needs/pages/assessment-history.njk')

export const history = (assessment: Assessment, versions: readonly Version[], may: boolean) =>
  historyPage({
    ...head(assessment, false),
    title: `History: ${assessment.title}`,
    may,
    rows: versions.map(({ version, deed, who, madeOn }) => ({
      version,
      deed,
      who,
      when: dayWords(madeOn),
      now: version === assessment.version,
    })),
  })
