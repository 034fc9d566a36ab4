// Periods as people write them. Pure.
import type { Grain } from '../import/format.ts'

export interface Period {
  grain: Grain
  /** First day. */
  startsOn: string
}

const isRealDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`)
  return /^(19|20)\d{2}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

export const notYetWhy = {
  reason: 'This period has not happened yet',
  remedy: 'Check the period, and the snapshot date if you gave one: a file speaks of nothing that begins after it.',
}

/** A cell of a partner's table: '2024-02', '2024-Q1', '2024' (the year), '2024-03-31' (a state on that day). */
export function parsePeriod(text: string): Period | undefined {
  const clean = text.trim().toUpperCase()
  if (/^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(clean)) return { grain: 'month', startsOn: `${clean}-01` }
  const quarter = /^((?:19|20)\d{2})-?Q([1-4])$/.exec(clean)
  if (quarter)
    return { grain: 'quarter', startsOn: `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01` }
  if (/^(19|20)\d{2}$/.test(clean)) return { grain: 'year', startsOn: `${clean}-01-01` }
  return isRealDay(clean) ? { grain: 'point', startsOn: clean } : undefined
}

/** The period of a whole table or column: '2025' is a point in time; 'FYE 2023' and '2022/23' are April 2022 to March 2023; '2024-03' a month. */
export function periodOf(text: string): Period | undefined {
  const clean = text.trim()
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(clean)) return { grain: 'month', startsOn: `${clean}-01` }
  const ending = /^(?:fye|financial year ending)\D*(\d{4})$/i.exec(clean)
  if (ending) return { grain: 'year', startsOn: `${Number(ending[1]) - 1}-04-01` }
  const split = /^(\d{4})[/-](\d{2})$/.exec(clean)
  if (split) return { grain: 'year', startsOn: `${split[1]}-04-01` }
  return /^\d{4}$/.test(clean) ? { grain: 'point', startsOn: `${clean}-01-01` } : undefined
}
