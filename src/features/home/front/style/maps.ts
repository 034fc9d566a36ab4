import {
  changeKey,
  choropleth,
  classWords,
  locatorMap,
  type MapPlace,
  mapKey,
  pairCells,
  pairKey,
  type Shade,
  stepKey,
  stepsFor,
} from '../../../../lib/charts/index.ts'

const [across, down, size] = [9, 6, 40]
const thirds = [0, 1, 2] as const

/** An invented city of squares: nobody could take it for a real one. */
const squares = Array.from({ length: across * down }, (_, i) => {
  const [x, y] = [(i % across) * size, Math.floor(i / across) * size]
  return { code: `example-${i}`, d: `M${x} ${y}h${size}v${size}h${-size}z`, i, x, y }
})
const border = `M0 0h${across * size}v${down * size}h${-across * size}z`
const parents = `M${size * 4} 0v${size * down}M0 ${size * 3}h${size * across}`
const frame = { width: across * size, height: down * size, edge: border, parents }

const third = (value: number) => thirds[value % 3] ?? 0
const draw = (shade: (i: number) => Shade): MapPlace[] =>
  squares.map(({ code, d, i }) => ({ code, d, shade: shade(i) }))

const steps = stepsFor(5)
const breaks = [2, 4, 6, 8]
const stepShade = (i: number): Shade => (i % 17 === 5 ? null : { kind: 'step', step: steps[(i * 7) % 5] ?? 0 })
const changeShade = (i: number): Shade =>
  i % 11 === 3
    ? { kind: 'change', change: 'rising' }
    : i % 13 === 6
      ? { kind: 'change', change: 'falling' }
      : { kind: 'change', change: 'chance' }
const marked = draw(changeShade).map((place, i) =>
  place.shade?.kind === 'change' && place.shade.change !== 'chance'
    ? { ...place, at: [(squares[i]?.x ?? 0) + size / 2, (squares[i]?.y ?? 0) + size / 2] as const }
    : place,
)

const pair = {
  id: 'style-pair-key',
  counts: [
    [9, 4, 3],
    [5, 8, 5],
    [2, 6, 12],
  ],
  unit: 'squares',
  up: 'More violence',
  along: 'More deprived',
  names: ['violence', 'deprivation'] as [string, string],
}

/** Every map and key in use, drawn on an invented city of squares. */
export const maps = () => ({
  pair: choropleth({
    id: 'style-pair',
    ...frame,
    title: 'An invented city of squares in nine colours for two things.',
    places: draw(i => ({ kind: 'pair', violence: third(i * 5 + (i % 4)), deprivation: third(i * 2) })),
    selected: 'example-22',
  }),
  pairKey: pairKey(pair),
  pairCells: pairCells(pair).length,
  step: choropleth({
    id: 'style-step',
    ...frame,
    title: 'An invented city of squares in five steps of one colour.',
    places: draw(stepShade),
  }),
  stepKey: mapKey(
    'style-step-key',
    stepKey(
      classWords(breaks),
      steps.map(step => ({ kind: 'step', step })),
      { none: { words: 'No figure', count: 3 } },
    ),
  ),
  change: choropleth({
    id: 'style-change',
    ...frame,
    title: 'An invented city of squares, rising and falling.',
    places: marked,
  }),
  changeKey: mapKey('style-change-key', changeKey({ rising: 5, falling: 4, chance: 45 })),
  locator: locatorMap({
    width: frame.width,
    height: frame.height,
    title: 'Where the example square is.',
    places: squares,
    selected: 'example-22',
    edge: border,
  }),
})
