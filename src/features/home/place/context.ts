import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import type { Store } from '../../evidence/index.ts'
import type { Signal } from '../../needs/index.ts'
import type * as queries from './queries.ts'

/** Who asks about which place, and what is known of it before any measure. */
export interface Context {
  db: Db
  store: Store
  pack: Pack
  actor: Actor
  place: queries.Place
  areaIds: number[]
  residents: queries.Residents | undefined
  signals: Map<number, Signal>
}
