import { escapeXml, fillOf } from '../../../lib/charts/index.ts'
import { textWidth } from '../../../lib/geo/index.ts'
import { sentence, whole } from '../../../lib/words.ts'
import { kindWords } from '../signals/ground.ts'
import { levelText } from '../words.ts'
import type { MapAsk } from './ask.ts'
import { cutWords, whatOf } from './cut-words.ts'
import type { Drawing } from './drawing.ts'
import { fourfold, ninefold, swatch } from './key.ts'
import type { MapFigures, MapRow } from './places.ts'
import type { Shown } from './views.ts'
import { hatchWords, leadOf, sourceParts, tallyOf, titleOf } from './words.ts'

/** The map as GeoJSON: geometry, figures as this person may see them, and where they come from. */
export function geojsonOf({ map, figures, pack }: Shown, drawing: Drawing): string {
  const { ask, layer, source } = map
  const parts = sourceParts(ask, source)
  const head = {
    name: titleOf(ask),
    measure: ask.known.measure.code,
    period_from: layer.from,
    period_to: layer.end,
    source: `${parts.source} ${parts.denominator}`.trim(),
    notes: [
      parts.interval,
      hatchWords(pack, figures),
      cutWords(ask, figures),
      parts.caution,
      'Boundaries are simplified for drawing.',
    ]
      .filter(Boolean)
      .join(' '),
    licence: pack.attribution.join(' '),
  }
  const features = figures.rows.flatMap(row => {
    const shape = drawing.shapes.get(row.area.code)
    return shape
      ? [
          `{"type":"Feature","id":${JSON.stringify(row.area.code)},"properties":${JSON.stringify(propertiesOf(row, map.ask.known.measure.per))},"geometry":${shape}}`,
        ]
      : []
  })
  return `{"type":"FeatureCollection",${JSON.stringify(head).slice(1, -1)},"features":[\n${features.join(',\n')}\n]}\n`
}

const propertiesOf = ({ area, figure, score, group, mark, why }: MapRow, per: number | null) => ({
  code: area.code,
  name: area.name,
  borough: area.boroughName,
  count: figure.count.count,
  count_note: figure.count.words ?? (figure.count.count === null ? why : ''),
  residents: area.residents,
  rate: rounded(figure.rate?.rate),
  rate_per: per,
  rate_lower_95: rounded(figure.rate?.lower),
  rate_upper_95: rounded(figure.rate?.upper),
  imd_score: rounded(score),
  group: group?.words ?? '',
  change: mark?.change ?? null,
  level: mark ? levelText(mark) : null,
  fill: fillOf(group?.shade ?? null),
})

const rounded = (value: number | null | undefined) =>
  value === null || value === undefined ? null : Math.round(value * 1000) / 1000

const [side, size] = [20, 13]

/** Faint and over all of an invented city's picture, so that no crop can lose it. */
const wash =
  '<defs><pattern id="wash" width="280" height="180" patternUnits="userSpaceOnUse"><text x="20" y="120" transform="rotate(-24 140 90)" font-size="26" font-weight="700" fill="#1b2340" fill-opacity=".08">Demonstration</text></pattern></defs><rect width="100%" height="100%" fill="url(#wash)"/>'

/** The map as a picture that stands on its own: title, map, key, words and sources. */
export function svgOf({ map, figures, svg, marked, pack }: Shown, drawing: Drawing): string {
  const { ask, source } = map
  const parts = sourceParts(ask, source)
  const width = drawing.width + 2 * side
  const lines: string[] = []
  let y = 34
  const write = (words: string, size: number, weight: number, soft = false) => {
    for (const line of wrap(words, width - 2 * side, size)) {
      lines.push(
        `<text x="${side}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${soft ? '#4a5168' : '#1b2340'}">${escapeXml(line)}</text>`,
      )
      y += size * 1.4
    }
  }
  write(titleOf(ask), 22, 700)
  write(leadOf(ask, figures, marked), 15, 400)
  const top = y
  y += drawing.height + 24
  const key = keyAt(ask, figures, side, y)
  y += key.height + 16
  for (const words of [
    cutWords(ask, figures),
    hatchWords(pack, figures),
    `${parts.lead} ${parts.source} ${parts.denominator} ${parts.interval}`,
    parts.caution,
    pack.demonstration ? pack.watermark : '',
    pack.attribution.join('. '),
  ])
    if (words) write(words, size, 400, true)
  const inner = svg.replace('<svg', `<svg x="${side}" y="${top}" width="${drawing.width}" height="${drawing.height}"`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${Math.ceil(y)}" width="${width}" height="${Math.ceil(y)}" font-family="Public Sans, Arial, sans-serif"><title>${escapeXml(titleOf(ask))}</title><rect width="100%" height="100%" fill="#ffffff"/>${lines.join('')}${inner}${key.svg}${pack.demonstration ? wash : ''}</svg>\n`
}

function keyAt(ask: MapAsk, { cuts, steps, rows }: MapFigures, x: number, y: number): { svg: string; height: number } {
  const counts = tallyOf(rows)
  const none = { counts, unit: kindWords[ask.ground.kind][1], measure: whatOf(ask), href: () => '' }
  if (cuts) {
    const drawn = (cuts.own ? fourfold(none, cuts.own) : ninefold(none))
      .replace(/<a href=""[^>]*>/g, '<g>')
      .replaceAll('</a>', '</g>')
    return { svg: drawn.replace('<svg', `<svg x="${x}" y="${y}"`), height: cuts.own ? 126 : 156 }
  }
  const groups = steps
    ? steps.words.map((words, i) => ({ words, shade: steps.shades[i] ?? null, key: `step-${i}` }))
    : [...new Map(rows.flatMap(row => (row.group ? [[row.group.key, row.group] as const] : []))).values()]
  const lines = groups.map(
    (group, i) =>
      `<g transform="translate(${x} ${y + i * 24})">${swatch(group.shade, `down-${i}`)}<text x="24" y="13" font-size="14" fill="#1b2340">${escapeXml(`${sentence(group.words)}: ${whole(counts.get(group.key) ?? 0)}`)}</text></g>`,
  )
  return { svg: lines.join(''), height: groups.length * 24 }
}

function wrap(words: string, width: number, size: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    const longer = line ? `${line} ${word}` : word
    if (line && textWidth(longer, size, 400) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line ? [...lines, line] : lines
}
