// Everything public as one table, for people with a spreadsheet.
import { scheduleWords } from '../../../../lib/schedule/words.ts'
import { csv } from '../../../../platform/csv.ts'
import { activityOf } from '../../activities.ts'
import { isCostUnknown } from '../../cost.ts'
import { type PublicEntry, publicEntries } from '../../entries/public.ts'
import { themeOf } from '../../themes.ts'
import { entryAddress, type Given, isoOf, type Publisher, venueOf } from '../entry.ts'

const batch = 200

const columns = [
  ...[
    'id',
    'kind',
    'name',
    'summary',
    'organisation',
    'activities',
    'themes',
    'venue',
    'address',
    'locality',
    'postcode',
  ],
  ...['longitude', 'latitude', 'online', 'when', 'minimum_age', 'maximum_age', 'for', 'cost', 'price_pounds', 'food'],
  ...[
    'access',
    'how_to_join',
    'website',
    'phone',
    'email',
    'borough',
    'last_checked',
    'last_changed',
    'licence',
    'page',
    'note',
  ],
]

/** Rows as they come, the heading first. */
export async function* tableText({ db, publisher }: Given): AsyncGenerator<string> {
  yield csv(columns, [])
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const entries = await publicEntries(db, { after, limit: batch })
    if (entries.length === 0) return
    yield csv(
      columns,
      entries.map(entry => row(entry, publisher)),
    )
      .split('\r\n')
      .slice(1)
      .join('\r\n')
    after = entries.at(-1)?.id ?? after
  }
}

function row(entry: PublicEntry, publisher: Publisher): readonly unknown[] {
  const { body } = entry
  const venue = venueOf(entry)
  const labels = (ids: readonly string[], of: (id: string) => { label: string } | undefined) =>
    ids.map(id => of(id)?.label ?? id).join('; ')
  return [
    ...[entry.id, entry.kind, body.name, body.summary, entry.organisation.name],
    ...[labels(body.activities, activityOf), labels(body.themes, themeOf)],
    ...[venue?.name, venue?.address, venue?.locality, venue?.postcode, venue?.longitude, venue?.latitude],
    ...[
      body.online ? 'yes' : 'no',
      [...body.schedules.map(each => scheduleWords(each)), body.timesWords].filter(Boolean).join('; '),
    ],
    ...[
      body.minAge,
      body.maxAge,
      body.gender,
      isCostUnknown(body.cost) ? 'unknown' : body.cost.kind,
      body.cost.pence === null ? null : body.cost.pence / 100,
    ],
    ...[
      body.food ? 'yes' : 'no',
      body.access.join('; '),
      body.join.how,
      body.join.href,
      body.join.phone,
      body.join.email,
    ],
    // not even the borough of an address nobody may know
    ...[
      body.venue?.safe ? null : entry.boroughCode,
      entry.checkedOn,
      isoOf(entry.modified),
      entry.licence,
      entryAddress(publisher, entry.id),
    ],
    publisher.watermark,
  ]
}
