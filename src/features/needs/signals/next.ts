import { notShown } from '../../evidence/index.ts'
import type { Row } from './rows.ts'

const looked = (row: Row) => row.mark.change === 'rising' || row.mark.level === 'high and sustained'

/** What follows from a place's marks. */
export function nextWords(row: Row): string {
  if (row.question?.status === 'open') return 'Open question'
  if (row.question) return 'Answered'
  if (row.mark.change === notShown) return 'Not shown'
  return looked(row) ? 'To look into' : 'Nothing needed'
}
