import { page } from '../../../platform/view.ts'
import { kindName } from '../kinds.ts'
import type { Node } from '../schemas.ts'
import { hrefOf } from './look.ts'
import type { Missing } from './missing.ts'

interface Wanted {
  what: string
  why: string
  publisher: string
  title: string
  where: string
  address: string
  care: string
  /** The entry of the pack's list of measures, as it is to be written there. */
  entry: string
  rows: string
  command: string
}
interface MissingPage {
  title: string
  label: string
  kind: string
  breadcrumbs: { text: string; href?: string }[]
  wanted: Wanted[]
  packId: string
  /** Where an analyst proposes the measure; empty for others. */
  propose: string
}
const missingPage = page<MissingPage>('framework/pages/missing.njk')

export interface City {
  packId: string
  code: string
}

/** What is missing to tell of a goal or an outcome, and how it is loaded. */
export const showMissing = (node: Node, missing: readonly Missing[], city: City, mayPropose: boolean) =>
  missingPage({
    title: 'What is missing, and how to load it',
    label: node.label,
    kind: kindName(node.kind),
    breadcrumbs: [
      { text: 'Framework', href: '/framework' },
      { text: node.label, href: hrefOf(node.code) },
    ],
    wanted: missing.map(each => wantedOf(each, city)),
    packId: city.packId,
    propose: mayPropose ? `/framework/${node.code}/measure` : '',
  })

const wantedOf = ({ measure, file, source, codes: _codes, ...words }: Missing, { packId, code }: City): Wanted => ({
  ...words,
  entry: JSON.stringify(measure, null, 2),
  // words where figures go: an example with numbers might be loaded as it stands
  rows: `place code,period,measure,numerator,denominator,note\n${code},YEAR,${measure.id},SAID SO,ASKED,`,
  command: `npm run -s upstream -- import ${file} --as measure-csv --source ${source} --snapshot YYYY-MM-DD --pack ${packId}`,
})
