import { dayWords, londonDay } from '../../lib/dates.ts'
import { flagNames, flags, roleNames, roles } from './roles.ts'

/** "22 November 2026 at 09:05", Europe/London. */
export function momentWords(instant: string): string {
  const at = new Date(instant)
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' })
  return `${dayWords(londonDay(at))} at ${clock.format(at)}`
}

export const roleWords = (role: string): string => roleNames[roles.find(one => one === role) ?? 'public']

/** Who did something: "VRU officer (Kim Shaw)" where it is known, the role alone where the name has gone, or what the row says. */
export const whoWords = ({ who, role, name }: { who: string; role: string | null; name: string | null }): string => {
  if (role === null) return name ?? who
  return name === null || name === roleWords(role) ? roleWords(role) : `${roleWords(role)} (${name})`
}

/** A flag's name; the evaluator's without the words that speak of its end, which stands beside it. */
export const flagWords = (flag: string): string =>
  flagNames[flags.find(one => one === flag) ?? 'notifier'].replace(/[,:].*$/, '')

/** Where somebody works, by name where it is known. */
export function placeWords(
  who: { role: string; places: readonly string[] },
  names: ReadonlyMap<string, string>,
): string {
  if (who.places.length) return who.places.map(code => names.get(code) ?? code).join(', ')
  return who.role === 'borough-lead' ? 'None' : 'Not limited'
}
