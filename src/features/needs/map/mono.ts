import { choropleth, type MapPlace, type SequentialHue, type Shade, type Step } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { sentence, whole } from '../../../lib/words.ts'
import { kindWords } from '../signals/ground.ts'
import { perWords } from '../words.ts'
import type { MapAsk } from './ask.ts'
import { classesOf, mostWords } from './cut-words.ts'
import type { Drawing } from './drawing.ts'
import { swatch } from './key.ts'
import { mapIds } from './picture.ts'
import type { MapFigures, MapRow } from './places.ts'

export interface MonoMap {
  title: string
  unit: string
  svg: string
  lines: { swatchHtml: string; words: string; count: string }[]
}

/** Third of a two-variable map as a step of one hue: light, middle, dark can be told apart in grey, and only along the diagonal can nine squares. */
const steps: readonly Step[] = [0, 2, 4]

type Side = 'violence' | 'deprivation'

/** A two-variable map as two one-variable maps, for print in black and white. They are drawn from the picture's own paths, on the same page. */
export function monoMaps(ask: MapAsk, figures: MapFigures, drawing: Drawing): MonoMap[] {
  if (ask.show !== 'pair') return []
  const { measure } = ask.known
  const where = `by ${kindWords[ask.ground.kind][0]}`
  return [
    monoMap('violence', `${measure.name} alone, ${where}`, violenceUnit(ask), figures, drawing),
    monoMap(
      'deprivation',
      `Deprivation ${ask.deprivation?.year ?? ''} alone, ${where}`,
      scoreUnit(ask),
      figures,
      drawing,
    ),
  ]
}

function violenceUnit({ known, own, end }: MapAsk): string {
  const rate = own.pair ? '' : ` ${perWords(known.measure)}`
  return `${sentence(known.measure.unit)}${rate}, 12 months to ${monthWords(end)}`
}

function scoreUnit(ask: MapAsk): string {
  if (ask.own.pair) return sentence(mostWords(ask, ask.own.pair.most))
  return ask.ground.kind === 'lsoa' ? 'IMD score' : 'Mean IMD score of small areas, weighted by residents'
}

const thirdOf = ({ group }: MapRow, side: Side) => (group?.shade?.kind === 'pair' ? group.shade[side] : undefined)

function monoMap(side: Side, title: string, unit: string, figures: MapFigures, drawing: Drawing): MonoMap {
  const hue: SequentialHue = side
  const shadeOf = (third: number): Shade => ({ kind: 'step', step: steps[third] ?? 0, hue })
  const { width, height, edge, parents, river } = drawing
  const places = figures.rows.flatMap((row): MapPlace[] => {
    const third = thirdOf(row, side)
    const d = drawing.paths.get(row.area.code)
    return d === undefined ? [] : [{ code: row.area.code, d, shade: third === undefined ? null : shadeOf(third) }]
  })
  const counted = (third: number) => figures.rows.filter(row => thirdOf(row, side) === third).length
  return {
    title,
    unit,
    svg: choropleth({ id: `alone-${side}`, copyOf: mapIds, width, height, title, places, edge, parents, river }),
    lines: classesOf(figures, side).map(({ third, words }) => ({
      swatchHtml: swatch(shadeOf(third), `alone-${side}-${third}`),
      words: sentence(words),
      count: whole(counted(third)),
    })),
  }
}
