// What an address asks for that is not known, or not open to who asks: said beside what is shown instead. Pure.
import { askedOf } from './view.ts'

const words: Record<string, string> = {
  measure: 'measure',
  place: 'place',
  ward: 'ward',
  level: 'kind of place',
  grouping: 'figures',
  source: 'source',
}

/**
 * The words of an address that the page could not follow.
 * @param asked the query of the address
 * @param href the address of what is shown, always written the same way
 */
export function unknownIn(asked: unknown, href: string): string[] {
  const shown = askedOf(href)
  const given = Object.entries(typeof asked === 'object' && asked !== null ? asked : {})
  return given.flatMap(([key, value]) => {
    const name = words[key]
    if (name === undefined || typeof value !== 'string' || value === '' || value === shown[key]) return []
    // the ward of the borough that was chosen before is no mistake
    if (shown[key] === undefined && (key !== 'ward' || /^[A-Z]\d{8}$/.test(value))) return []
    return [`The address asks for the ${name} “${value.slice(0, 60)}”, which is not known here or not open to you.`]
  })
}
