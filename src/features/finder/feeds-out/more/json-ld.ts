// What search engines read of an entry's page (schema.org). Of what could put somebody at risk: a name and a number, and nothing else.
import { timesAhead } from '../../../../lib/schedule/ahead.ts'
import { sessionTimes, toSchemaOrg } from '../../../../lib/schedule/openactive.ts'
import { toOruk } from '../../../../lib/schedule/oruk.ts'
import { isCostUnknown } from '../../cost.ts'
import { isQuiet } from '../../quiet.ts'
import { photoAddress } from '../../schemas.ts'
import { placePart } from '../active/series.ts'
import { type Part, part } from '../compact.ts'
import { descriptionOf, type Entry, entryAddress, type Told } from '../entry.ts'
import { isWeb } from '../oruk/parts.ts'

const context = 'https://schema.org'

export function jsonLd(entry: Entry, told: Told): Part {
  if (isQuiet(entry)) return quiet(entry)
  return entry.kind === 'activity' && entry.body.schedules.length > 0 ? event(entry, told) : service(entry, told)
}

/** The same, safe to stand in a page: nothing in it can end a script. */
export const jsonLdText = (entry: Entry, told: Told): string =>
  JSON.stringify(jsonLd(entry, told)).replace(
    /[<>&\u2028\u2029]/g,
    letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const phoneOf = ({ body, organisation }: Entry): string | null => body.join.phone || organisation.phone

/** How to reach it; `place`: where, which is never said of what could put somebody at risk. */
const channel = (entry: Entry, place?: Part) => {
  const telephone = phoneOf(entry)
  const servicePhone = telephone ? { '@type': 'ContactPoint', telephone } : undefined
  const found = { servicePhone, serviceLocation: place }
  return servicePhone || place ? { '@type': 'ServiceChannel', ...found } : undefined
}

const quiet = (entry: Entry): Part =>
  part({ '@context': context, '@type': 'Service', name: entry.body.name, availableChannel: channel(entry) })

const ahead = 400

function event(entry: Entry, told: Told): Part {
  const { body } = entry
  const facts = told.factsOf(entry.boroughCode)
  const [next] = timesAhead(body.schedules, told, ahead, facts)
  return part({
    ...{ '@context': context, '@type': 'Event', ...common(entry, told) },
    ...(next ? sessionTimes(next) : {}),
    eventSchedule: body.schedules.flatMap(schedule => toSchemaOrg(schedule, told.today, facts)),
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: `https://schema.org/${body.venue === null && body.online ? 'Online' : body.online ? 'Mixed' : 'Offline'}EventAttendanceMode`,
    location:
      placePart(entry, told) ?? (body.online ? { '@type': 'VirtualLocation', url: body.onlineHref } : undefined),
    ...{ organizer: organisation(entry), offers: offer(entry) },
    isAccessibleForFree: isCostUnknown(body.cost) ? undefined : body.cost.kind === 'free',
    typicalAgeRange: ages(body),
    maximumAttendeeCapacity: body.capacity,
  })
}

const service = (entry: Entry, told: Told): Part =>
  part({
    ...{ '@context': context, '@type': 'Service', ...common(entry, told) },
    ...{
      provider: organisation(entry),
      availableChannel: channel(entry, placePart(entry, told)),
      offers: offer(entry),
    },
    areaServed: entry.body.serves.map(code => told.places.get(code)).filter(Boolean),
    hoursAvailable: hours(entry, told),
  })

const common = (entry: Entry, told: Told) => ({
  '@id': entryAddress(told.publisher, entry.id),
  url: entryAddress(told.publisher, entry.id),
  name: entry.body.name,
  description: [descriptionOf(entry), told.publisher.watermark].filter(Boolean).join('\n\n'),
  image: imageOf(entry, told),
})

// Pointed at, not given away: nobody licensed it to others, and a photo taken down here is gone from there too. Feeds under an open licence have none.
const imageOf = ({ body: { image } }: Entry, { publisher }: Told) =>
  image
    ? { '@type': 'ImageObject', url: `${publisher.address}${photoAddress(image.key)}`, caption: image.alt }
    : undefined

const organisation = ({ organisation: { name, website, phone } }: Entry) => ({
  ...{ '@type': 'Organization', name, url: isWeb(website), telephone: phone },
})

function offer({ body: { cost } }: Entry) {
  const pence = cost.kind === 'free' ? 0 : cost.pence
  return pence === null ? undefined : { '@type': 'Offer', price: pence / 100, priceCurrency: 'GBP' }
}

const ages = ({ minAge, maxAge }: Entry['body']): string | undefined =>
  minAge === null && maxAge === null ? undefined : `${minAge ?? 0}-${maxAge ?? ''}`

const names = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
}

/** Hours of the week, and those of a time: terms, bank holidays and single days as far as they are known. What goes by months is on the page. */
const hours = ({ body, boroughCode }: Entry, { today, factsOf }: Told) =>
  body.schedules
    .flatMap(schedule => toOruk(schedule, today, factsOf(boroughCode)))
    .filter(({ freq, interval = 1 }) => freq !== 'MONTHLY' && interval === 1)
    .map(({ byday, opens_at: opens, closes_at: closes, valid_from: validFrom, valid_to: validThrough }) => ({
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: Object.entries(names).flatMap(([day, name]) =>
        byday?.split(',').includes(day) ? [`https://schema.org/${name}`] : [],
      ),
      ...{ opens, closes, validFrom, validThrough },
    }))
