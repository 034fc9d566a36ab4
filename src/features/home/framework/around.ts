import { sentence } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import { openEvidence } from '../../evidence/index.ts'
import type { Around, Tagged } from '../../framework/index.ts'
import { listRecords, type Record, visible } from '../../threads/index.ts'
import { cards } from './cards.ts'
import { taggedKeys } from './queries.ts'

/** What the framework's pages show of rooms below it: records on threads and measures, each as far as the person who asks may see it. */
export const around = (db: Db, pack: Pack): Around => ({
  tagged: async (actor, codes) => {
    const keys = await taggedKeys(db, codes)
    return visible(actor, keys.length ? await listRecords(db, { keys, limit: keys.length }) : []).map(tagged)
  },
  measures: (actor, codes) => cards(db, pack, actor, codes),
  measureOptions: async () => (await openEvidence(db)).measures.map(({ code, name }) => ({ value: code, text: name })),
})

// Things that are done, so that an aim they are tagged with is live. A finding, a figure or a decision alone is not work.
const work: ReadonlySet<string> = new Set([
  'award',
  'round',
  'plan',
  'programme',
  'activity',
  'task',
  'opportunity',
  'policy-ask',
])

const tagged = (record: Record): Tagged => ({
  key: record.key,
  kind: record.kind,
  kindName: sentence(record.kind.replaceAll('-', ' ')),
  title: record.title,
  href: record.href,
  state: record.state,
  ended: record.ended,
  movedOn: record.movedOn,
  codes: [...record.areas, ...record.outcomes],
  contextLevel: record.contextLevel,
  journeyStage: record.journeyStage,
  preventionLevel: record.preventionLevel,
  isWork: work.has(record.kind),
})
