// Sheets of entries to print, keep on a telephone or hand over. Which entries is in the address; nothing is kept here.
import { z } from 'zod'
import { addDays } from '../../../lib/dates.ts'
import { notFound } from '../../../lib/errors.ts'
import { page } from '../../../platform/view.ts'
import { qrCode } from '../../people/index.ts'
import { calendarSpans, childrenOf, findByCode } from '../../places/index.ts'
import type { Ask } from '../question.ts'
import { isQuiet } from '../quiet.ts'
import { readAsk } from '../search/ask.ts'
import { factsFrom } from '../search/calendar.ts'
import { findMeant } from '../search/find.ts'
import { addressOf, finder } from './address.ts'
import { areasOf } from './areas.ts'
import { type Frame, frameOf } from './frame.ts'
import { type Kept, mayKeep } from './kept.ts'
import { entriesOf, idsOf, lineOf, type Sheet, type SheetLine } from './lines.ts'
import type { LookRooms } from './rooms.ts'
import { type Share, shareOf } from './share.ts'
import { plainDay } from './times.ts'
import { tongueOf } from './words/index.ts'

const text = z.string().max(1_500).catch('').default('')
const Sent = z.object({ ids: text, lang: text, print: text, borough: text })
const readSent = (sent: unknown) => Sent.parse(typeof sent === 'object' && sent !== null ? { ...sent } : {})

interface SheetPage extends Frame {
  lead: string
  entries: (SheetLine & { off: string })[]
  empty: string
  qr: { size: number; path: string }
  address: string
  made: string
}

const planPage = page<SheetPage & { add: string; quiet: boolean; share: Share; large: boolean; other: string }>(
  'finder/look/pages/plan.njk',
)
const savedPage = page<SheetPage & { gone: string; quiet: boolean }>('finder/look/pages/saved.njk')
const wardPage = page<SheetPage & { large: boolean; other: string; help: string; rest: string }>(
  'finder/look/pages/ward.njk',
)
const wardsPage = page<Frame & { wards: { text: string; href: string }[] }>('finder/look/pages/wards.njk')

async function sheetOf({ db, today, minutes }: LookRooms, lang: string): Promise<Sheet> {
  return { t: tongueOf(lang), today: today(), minutes: minutes(), factsOf: factsFrom(await calendarSpans(db)) }
}

const withIds = (path: string, ids: readonly string[], lang: string | undefined, large = false) => {
  const parts = [ids.length > 0 ? `ids=${ids.join(',')}` : '', large ? 'print=large' : '', lang ? `lang=${lang}` : '']
  const asked = parts.filter(Boolean).join('&')
  return asked === '' ? path : `${path}?${asked}`
}

/** Things picked together at a hospital bed, in custody, at a school gate: printed or handed over as a link. */
export async function plan(rooms: LookRooms, sent: unknown) {
  const { ids: asked, lang, print } = readSent(sent)
  const [sheet, path, large] = [await sheetOf(rooms, lang), `${finder}/plan`, print === 'large']
  const { t } = sheet
  const entries = await entriesOf(rooms.db, idsOf(asked))
  const ids = entries.map(entry => entry.id)
  const without = (id: string) =>
    withIds(
      path,
      ids.filter(each => each !== id),
      lang,
      large,
    )
  // who gets it reads it in the language it was made in
  const address = `${rooms.publicAddress}${withIds(path, ids, lang ? t.code : undefined)}`
  return planPage({
    ...frameOf({ t, title: t.say('plan.title'), here: other => withIds(path, ids, other, large) }),
    ...{ large, other: withIds(path, ids, lang, !large), share: shareOf(t.say('plan.title'), address) },
    ...{ lead: t.say('plan.lead'), empty: t.say('plan.none'), address, qr: qrCode(address) },
    // it is printed and handed over: days by their dates
    entries: entries.map(entry => ({ ...lineOf(entry, { ...sheet, posted: true }), off: without(entry.id) })),
    made: t.say('ward.made', { day: plainDay(sheet.today, t.code) }),
    add: `${finder}?plan=${ids.join(',')}${lang && `&lang=${t.code}`}`,
    quiet: entries.some(isQuiet),
  })
}

/** What a device has saved. It asks by a form, so that no id stands in an address, a history or a proxy's log; they are not kept. */
export async function saved(rooms: LookRooms, sent: unknown) {
  const { ids: asked, lang } = readSent(sent)
  const [sheet, path] = [await sheetOf(rooms, lang), `${finder}/saved`]
  const { t } = sheet
  const ids = idsOf(asked)
  const entries = await entriesOf(rooms.db, ids)
  const gone = ids.length - entries.length
  return savedPage({
    ...frameOf({ t, title: t.say('saved.title'), here: other => withIds(path, [], other) }),
    ...{ lead: t.say('saved.how'), empty: t.say('saved.none'), address: '', qr: { size: 0, path: '' }, made: '' },
    entries: entries.map(entry => ({ ...lineOf(entry, sheet), off: '' })),
    gone: gone > 0 ? t.count('saved.gone', gone) : '',
    quiet: entries.some(isQuiet),
  })
}

const twoWeeks = 14
const onOnePage = { normal: 9, large: 3 }

/** What is on near an area in the next two weeks, the nearest first, and how much is listed there. What merely comes closest is not near it. */
async function nearby(
  { db }: LookRooms,
  code: string,
  { today, minutes }: Sheet,
): Promise<{ ids: string[]; total: number }> {
  const asked = { near: code, within: '5000', sort: 'near', size: '40', kind: ['activity', 'work'] }
  const ask = await readAsk(db, asked)
  const look = async (given: Ask) => (await findMeant(db, given, { today, minutes }, { loosens: false })).results
  const { hits } = await look({ ...ask, from: today, to: addDays(today, twoWeeks - 1) })
  return { ids: hits.map(hit => hit.id), total: (await look(ask)).total }
}

/** One page of a ward to put up on a wall: what is on nearby in the next two weeks, help first, a code that leads to the rest. */
export async function ward(rooms: LookRooms, code: string, sent: unknown): Promise<Kept> {
  const { lang, print } = readSent(sent)
  const place = /^[A-Z]\d{8}$/.test(code) ? await findByCode(rooms.db, code) : undefined
  if (!place || (place.kind !== 'ward' && place.kind !== 'borough')) throw notFound('Area')
  const [sheet, large, path] = [await sheetOf(rooms, lang), print === 'large', `${finder}/ward/${code}`]
  const { t, today } = sheet
  const most = onOnePage[large ? 'large' : 'normal']
  const { ids, total } = await nearby(rooms, code, sheet)
  const open = (await entriesOf(rooms.db, ids)).filter(entry => !isQuiet(entry))
  const entries = open.slice(0, most)
  const rest = total - (ids.length - open.length) - entries.length
  const address = `${rooms.publicAddress}${addressOf({ near: code, day: 'any' })}`
  const title = t.say('ward.title', { place: place.name })
  const as = (big: boolean, other: string | undefined) => {
    const asked = [...(big ? ['print=large'] : []), ...(other ? [`lang=${other}`] : [])].join('&')
    return asked === '' ? path : `${path}?${asked}`
  }
  const shown = wardPage({
    ...frameOf({ t, title, here: other => as(large, other) }),
    ...{ lead: t.say('ward.lead'), empty: t.say('ward.none'), address, qr: qrCode(address), large },
    entries: entries.map(entry => ({ ...lineOf(entry, { ...sheet, posted: true }), off: '' })),
    rest: rest > 0 ? t.count('ward.rest', rest) : '',
    made: t.say('ward.made', { day: plainDay(today, t.code) }),
    other: as(!large, lang || undefined),
    help: t.say('ward.help'),
  })
  return { ...shown, keep: entries.every(mayKeep) ? title : undefined }
}

/** Areas that have a sheet: boroughs, and the wards of one. */
export async function wards(rooms: LookRooms, sent: unknown) {
  const { lang, borough } = readSent(sent)
  const t = tongueOf(lang)
  const [path, chosen] = [
    `${finder}/ward`,
    /^[A-Z]\d{8}$/.test(borough) ? await findByCode(rooms.db, borough) : undefined,
  ]
  const here = (other: string | undefined) => {
    const asked = [...(chosen ? [`borough=${chosen.code}`] : []), ...(other ? [`lang=${other}`] : [])].join('&')
    return asked === '' ? path : `${path}?${asked}`
  }
  const carried = lang ? `lang=${t.code}` : ''
  const links = chosen
    ? (await childrenOf(rooms.db, chosen.id)).map(({ name, code }) => ({
        text: name,
        href: `${path}/${code}${carried && `?${carried}`}`,
      }))
    : (await areasOf(rooms.db)).map(({ name, code }) => ({
        text: name,
        href: `${path}?borough=${code}${carried && `&${carried}`}`,
      }))
  return wardsPage({ ...frameOf({ t, title: t.say('ward.pick'), here }), wards: links })
}
