// Who asks a view, and who reads what it says: decided as its page decides, wherever it comes to stand.
import type { Actor } from '../../../platform/http.ts'
import { seesSignals, type Where } from '../../evidence/index.ts'
import type { Rooms } from '../signals/ask.ts'
import { spotOf } from '../when/queries.ts'
import { whereOf } from '../when/scope.ts'
import type { Reading } from './reading.ts'
import { askedOf, type View } from './view.ts'

interface Said {
  reading: Reading
  /** The words to ask it again: those asked, so that it goes on with new data, or what the page made of them for this person. */
  asked: Record<string, string>
}

/** What the view says to this person who asks so; undefined where its page would refuse them, or has nothing to say. */
export async function ask(
  rooms: Rooms,
  actor: Actor,
  view: View,
  asked: Record<string, string>,
): Promise<Said | undefined> {
  const address = await view.addressFor(rooms, actor, asked)
  if (address === undefined) return undefined
  const reading = await view.read(rooms, askedOf(address))
  if (!reading || !(await opens(rooms, actor, view, askedOf(address), reading.places))) return undefined
  const free = await view.read(rooms, asked)
  return { reading, asked: free?.href === reading.href ? asked : askedOf(address) }
}

const anywhere: Where = { kind: 'borough', code: '', boroughCode: null }

/** May this person read what the view says of these places? What is about the whole city is for all who read signals, but for marks of its places. */
export async function opens(
  rooms: Pick<Rooms, 'db' | 'pack'>,
  actor: Actor,
  view: View,
  asked: Record<string, string>,
  places: readonly string[],
): Promise<boolean> {
  if (seesSignals(actor, anywhere)) return true
  if (view.marks?.(asked)) return false
  if (places.includes(rooms.pack.city.code)) return seesSignals(actor, { ...anywhere, kind: 'city' })
  const spots = await Promise.all(places.map(code => spotOf(rooms.db, code)))
  return spots.every(spot => spot !== undefined && seesSignals(actor, whereOf(spot)))
}
