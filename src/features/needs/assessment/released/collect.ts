// The figures of every block of an edition that is frozen, as a release will take them.
import type { Db } from '../../../../platform/db.ts'
import { isKnown, openEvidence, type Store } from '../../../evidence/index.ts'
import { findCity } from '../../../places/index.ts'
import type { Table } from '../../../releases/index.ts'
import { type Ground, groundOf } from '../../signals/ground.ts'
import { blocksOf } from '../rules.ts'
import type { Drawn, Said } from '../schemas.ts'
import { type Place, type Reading, tableOf } from './cells.ts'
import { type Known, type Plan, planOf } from './plan.ts'
import type { BlockFigures } from './schemas.ts'

export async function collect(db: Db, drawn: Drawn): Promise<BlockFigures[]> {
  const blocks = blocksOf(drawn).filter(
    ({ kind, missing }) => missing === '' && (kind === 'view' || kind === 'finding'),
  )
  if (blocks.length === 0) return []
  const { known, reading } = await open(db)
  const made = new Map<string, Table>()
  const all: BlockFigures[] = []
  for (const block of blocks) all.push(await figuresOf(block, known, reading, made))
  return all
}

/** Each count is in one table: a block that needs those of another says so. */
async function figuresOf(block: Said, known: Known, reading: Reading, made: Map<string, Table>): Promise<BlockFigures> {
  const { plans, why } = planOf(block, known)
  const out: BlockFigures = { block: block.id, tables: [], shares: [], notes: [...why] }
  for (const plan of plans) {
    const key = JSON.stringify([plan.measure.code, plan.places, plan.periods])
    const before = made.get(key)
    const table = before ?? (await tableOf(reading, block.id, plan))
    if (typeof table === 'string') out.notes.push(table)
    else if (before) out.shares.push(before.id)
    else {
      out.tables.push(table)
      made.set(key, table)
    }
  }
  if (plans.some(({ moved }) => moved) && out.tables.length + out.shares.length > 0) out.notes.push(movedWords)
  return withDerived(block, plans, out)
}

const movedWords =
  'Public figures are of 12 months that end with a quarter, so these can end earlier than the words beside them.'

/** Shares, ratios and indices of a block: made of its counts alone, and of the same months. */
function withDerived(block: Said, plans: readonly Plan[], out: BlockFigures): BlockFigures {
  const rests = [...out.tables.map(({ id }) => id), ...out.shares]
  const counted = new Set(['totals', 'map', 'trends'])
  const figures = counted.has(block.counted?.view ?? '') ? [] : block.figures.filter(isWorkedOut)
  if (figures.length === 0 || rests.length === 0) return out
  if (plans.some(({ moved }) => moved))
    return {
      ...out,
      notes: [
        ...out.notes,
        'Shares and ratios are not shown: they are of months that differ from those of the public counts.',
      ],
    }
  const table: Table = {
    id: `${block.id}-worked-out`,
    caption: `${block.title}: worked out from these counts`,
    columns: ['Figure', 'Value', 'Count', 'Of', 'Period', 'Interval'].map(title => ({
      key: title.toLowerCase(),
      title,
      role: 'words' as const,
    })),
    rows: figures.map(({ label, value, count, denominator, period, interval }) => [
      label,
      value,
      count,
      denominator,
      period,
      interval,
    ]),
    note: 'Shown only where every count they are made of is shown as it is.',
    restsOn: rests,
  }
  return { ...out, tables: [...out.tables, table] }
}

/** A figure that is itself a count of the table is not said twice, nor exactly where the table rounds. */
const isWorkedOut = ({ value }: Said['figures'][number]): boolean => /[%.]|\bto 1\b/.test(value)

async function open(db: Db): Promise<{ known: Known; reading: Reading }> {
  const store = await openEvidence(db)
  const city = await findCity(db)
  const [boroughs, wards] = [await groundOf(db, store, 'borough'), await groundOf(db, store, 'ward')]
  const grounds = { borough: boroughs, ward: wards }
  const places = new Map<string, Place>(
    [...listed(boroughs), ...listed(wards)].map(place => [place.code, place] as const),
  )
  const kinds = new Map([
    ...listed(wards).map(({ code }) => [code, 'ward'] as const),
    ...listed(boroughs).map(({ code }) => [code, 'borough'] as const),
  ])
  const placesOf = ({ measure, places: asked }: Plan): readonly Place[] => {
    if (typeof asked === 'string') return listed(grounds[asked])
    if (city && asked.code === city.code) return [cityOf(store, measure.id, city, boroughs)]
    const place = places.get(asked.code)
    return place ? [place] : []
  }
  return {
    known: {
      measure: code => store.byCode.get(code),
      city: city?.code ?? '',
      kindOf: code => (code === city?.code ? 'city' : kinds.get(code)),
    },
    reading: { db, store, placesOf },
  }
}

const listed = (ground: Ground | undefined): Place[] =>
  (ground?.areas ?? []).map(({ id, code, name, boroughName, residents }) => ({
    code,
    name,
    boroughName,
    residents,
    parts: [id],
  }))

/** The city: its own counts where a file gives them, else its boroughs added up. */
function cityOf(
  store: Store,
  measureId: number,
  city: { id: number; code: string; name: string },
  boroughs: Ground | undefined,
): Place {
  const spoken = (boroughs?.areas ?? []).filter(({ id }) => isKnown(store, measureId, id))
  const residents = spoken.reduce((sum, area) => sum + (area.residents ?? 0), 0)
  const parts = isKnown(store, measureId, city.id) ? [city.id] : spoken.map(({ id }) => id)
  return { code: city.code, name: city.name, boroughName: null, residents: residents || null, parts }
}
