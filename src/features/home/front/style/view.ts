import { type Change, changeMark, levelMark } from '../../../../lib/charts/index.ts'
import { arrange, type List, listView, type Query } from '../../../../platform/list.ts'
import { page } from '../../../../platform/view.ts'
import { charts } from './charts.ts'
import { exampleWards, wardList } from './list.ts'
import { maps } from './maps.ts'

interface Swatch {
  name: string
  hex: string
  use: string
}

const colours: Swatch[] = [
  { name: 'ink', hex: '#1b2340', use: 'text, working header' },
  { name: 'paper', hex: '#fcf9f4', use: 'the page' },
  { name: 'sheet', hex: '#ffffff', use: 'cards and tables' },
  { name: 'surface', hex: '#f3ece0', use: 'bands, footer, table heads' },
  { name: 'apricot', hex: '#f6a55c', use: 'the warm accent: fills only' },
  { name: 'copper', hex: '#9a4a0f', use: 'late, rising' },
  { name: 'teal', hex: '#0d6466', use: 'buttons, strengths, falling' },
  { name: 'link', hex: '#1a4f86', use: 'links' },
  { name: 'focus', hex: '#ffd23f', use: 'focus, with ink text' },
  { name: 'error', hex: '#a3173f', use: 'a mistake in a form, never a place' },
  { name: 'violence', hex: '#564f8e', use: 'violence, in every chart' },
  { name: 'deprivation', hex: '#93692a', use: 'deprivation' },
]

const changes: Change[] = ['rising', 'falling', 'chance', 'too-few', 'too-short', 'break']

interface Strip {
  termHtml: string
  value: string
  unit: string
}

const stylePage = page<{
  title: string
  colours: Swatch[]
  changeMarks: string[]
  levelMarks: string[]
  strip: Strip[]
  list: List
  emptyList: List
  charts: ReturnType<typeof charts>
  maps: ReturnType<typeof maps>
}>('home/front/pages/style.njk')

const stripOf = (): Strip[] =>
  (['rising', 'falling', 'chance'] as const)
    .map(change => ({
      termHtml: changeMark(change),
      value: String(exampleWards.filter(row => row.change === change).length),
      unit: 'wards',
    }))
    .concat({ termHtml: levelMark([true, true, true]), value: '2', unit: 'wards' })

/** Every part of the look on one page, with invented values. */
export const styleSheet = (query: Query) =>
  stylePage({
    title: 'Style',
    colours,
    changeMarks: changes.map(change => changeMark(change)),
    levelMarks: [
      [true, true, true],
      [false, true, false],
      [false, false, false],
      [true, null, true],
    ].map(years => levelMark(years)),
    strip: stripOf(),
    list: listView(wardList, query, arrange(wardList, exampleWards, query), '12 invented months'),
    emptyList: listView(wardList, query, { rows: [], total: 0 }),
    charts: charts(),
    maps: maps(),
  })
