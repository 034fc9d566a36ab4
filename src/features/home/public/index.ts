import type { Pack } from '../../../platform/pack.ts'
import { factBuilder } from '../../evidence/index.ts'
import { editionBuilder, findingBuilder } from '../../needs/index.ts'
import type { Builder } from '../../releases/index.ts'
import { registerKinds } from '../../threads/index.ts'
import { decisionBuilder } from './decision.ts'
import { figuresBuilder } from './figures.ts'
import { placeBuilder } from './place.ts'
import { registerBuilder } from './registers.ts'

/** What the rooms offer for release, in the order an officer chooses from. */
export const builders = (pack: Pack, today: () => string): Builder[] => [
  placeBuilder(pack),
  figuresBuilder,
  factBuilder(today),
  decisionBuilder(pack),
  findingBuilder,
  ...registerKinds.map(kind => registerBuilder(pack, kind, today)),
  editionBuilder,
]
