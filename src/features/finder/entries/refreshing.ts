import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'

/** Search is told of a change here. */
export const refresh = async (_tx: Db, _ids: readonly string[], _today: Day): Promise<void> => {}
