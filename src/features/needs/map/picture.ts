import { choropleth, type MapPlace } from '../../../lib/charts/index.ts'
import type { Actor } from '../../../platform/http.ts'
import { shelf } from '../kept.ts'
import type { MapAsk } from './ask.ts'
import type { Drawing } from './drawing.ts'
import type { MapFigures } from './places.ts'

const kept = shelf<string>('pictures', 60)

/** What the parts of the picture are named by. */
export const mapIds = 'm'

/** Whose eyes the picture is for: people who see the same figures share one. */
const eyes = ({ role, places }: Actor) =>
  role === 'analyst' ? 'all' : role === 'borough-lead' ? places.join(' ') : 'protected'

/** The map as SVG, kept for everyone who sees the same; the chosen place is drawn on a copy. */
export async function pictureOf(
  actor: Actor,
  ask: MapAsk,
  figures: MapFigures,
  drawing: Drawing,
  title: string,
  marks: string,
): Promise<string> {
  const { known, ground, end, show, own, borough } = ask
  const part = ground.kind === 'lsoa' ? borough : ''
  const key = [
    eyes(actor),
    ground.vintage,
    known.measure.id,
    end,
    show,
    JSON.stringify([own.pair, own.rates, own.counts]),
    part,
    marks,
    drawing.etag,
  ].join('|')
  const base = await kept(ask.store, key, async () => draw(ask, figures, drawing, title))
  const d = ask.place && drawing.paths.get(ask.place.code)
  return d
    ? base
        .replace('<g font-size', `${chosen(d)}<g font-size`)
        .replace(/<\/svg>$/, base.includes('<g font-size') ? '</svg>' : `${chosen(d)}</svg>`)
    : base
}

function draw(ask: MapAsk, { rows }: MapFigures, drawing: Drawing, title: string): string {
  const places = rows.flatMap((row): MapPlace[] => {
    const d = drawing.paths.get(row.area.code)
    const at = ask.show === 'change' ? drawing.points.get(row.area.code) : undefined
    return d === undefined ? [] : [{ code: row.area.code, d, shade: row.group?.shade ?? null, at }]
  })
  const { width, height, edge, parents, river, labels } = drawing
  const ids = ask.show === 'pair' ? mapIds : undefined // two more maps are drawn from it, for print in black and white
  return choropleth({ id: 'map', ids, width, height, title, places, edge, parents, river, labels }).replace(
    'font-size="18"',
    'font-size="15"',
  )
}

const line = 'fill="none" stroke-linejoin="round" pointer-events="none"'
const chosen = (d: string) =>
  `<path class="sel1" d="${d}" ${line} stroke="#ffd23f" stroke-width="6"/><path class="sel2" d="${d}" ${line} stroke="#1b2340" stroke-width="2.4"/>`
