// An entry of the finder as an OpenActive SessionSeries (Modelling Opportunity Data 2.0). Physical activities only: the standard knows no others.
import { schedulingNote, toOpenActive } from '../../../../lib/schedule/openactive.ts'
import { activityOf, conceptOf } from '../../activities.ts'
import { isCostUnknown } from '../../cost.ts'
import { type Part, part } from '../compact.ts'
import { ccBy, descriptionOf, type Entry, entryAddress, ogl, type Publisher, type Told, venueOf } from '../entry.ts'
import { isWeb } from '../oruk/parts.ts'
import { accessibilitySupport } from './access.ts'

export const context = 'https://openactive.io/'

const activitiesOf = ({ body }: Entry) =>
  body.activities.flatMap(id => {
    const known = activityOf(id)
    return (known && conceptOf(known)) ?? []
  })

/** OpenActive has words for it: a sport, a place that may be told, a price, times, under a licence that allows it. */
export const isTellable = (entry: Entry, publisher: Publisher): boolean =>
  entry.kind === 'activity' &&
  entry.body.schedules.length > 0 &&
  [ogl, ccBy].includes(entry.licence) &&
  activitiesOf(entry).length > 0 &&
  offersOf(entry).length > 0 &&
  placePart(entry, { publisher }) !== undefined

/** Undefined for what OpenActive has no words for, and for what is over. */
export function seriesPart(entry: Entry, told: Told): Part | undefined {
  const { body } = entry
  const eventSchedule = isTellable(entry, told.publisher) ? schedulesOf(entry, told) : []
  if (eventSchedule.length === 0) return undefined
  const [activity, offers] = [activitiesOf(entry), offersOf(entry)]
  const location = placePart(entry, told)
  return part({
    ...{ '@context': context, '@type': 'SessionSeries', '@id': entryAddress(told.publisher, entry.id) },
    ...{ identifier: entry.id, url: entryAddress(told.publisher, entry.id), name: body.name },
    description: [descriptionOf(entry), told.publisher.watermark].filter(Boolean).join('\n\n'),
    ...{ activity, location, organizer: organizerPart(entry, told.publisher), offers, eventSchedule },
    isAccessibleForFree: isCostUnknown(body.cost) ? undefined : body.cost.kind === 'free',
    schedulingNote: noteOf(body),
    ageRange: ageRange(body),
    genderRestriction: genders[body.gender],
    accessibilitySupport: accessibilitySupport(entry),
    accessibilityInformation: sentences([...body.access.map(word => word.replaceAll('-', ' ')), body.accessWords]),
    attendeeInstructions: [body.join.words, body.bring, body.meet].filter(Boolean).join('\n\n'),
    maximumAttendeeCapacity: body.capacity,
  })
}

const schedulesOf = ({ body, boroughCode }: Entry, { today, factsOf }: Told) =>
  body.schedules.flatMap(schedule => toOpenActive(schedule, today, factsOf(boroughCode)))

const noteOf = ({ schedules, timesWords }: Entry['body']): string =>
  sentences([timesWords, ...schedules.map(schedulingNote)])

/** Each sentence once: what was taken over from a feed may say what its fields say too. */
const sentences = (texts: readonly string[]): string =>
  [...new Set(texts.flatMap(text => text.split(/(?<=[.!?]) +/)).map(text => text.replace(/\.$/, '')))]
    .filter(Boolean)
    .join('. ')

/** Nothing is said for those the standard's two words would shut out. */
const genders: Readonly<Record<Entry['body']['gender'], string>> = {
  all: 'https://openactive.io/NoRestriction',
  girls: 'https://openactive.io/FemaleOnly',
  women: 'https://openactive.io/FemaleOnly',
  boys: 'https://openactive.io/MaleOnly',
  men: 'https://openactive.io/MaleOnly',
  'trans-and-non-binary': '',
}

/** From 0 where all ages may come: the standard wants one end said. */
const ageRange = ({ minAge, maxAge }: Entry['body']) => ({
  '@type': 'QuantitativeValue',
  minValue: minAge ?? (maxAge === null ? 0 : null),
  maxValue: maxAge,
})

function offersOf({ body: { cost, join } }: Entry) {
  const offer = (name: string, pence: number) => ({
    ...{ '@type': 'Offer', name, price: pence / 100, priceCurrency: 'GBP' },
    url: isWeb(join.href),
  })
  const { kind, pence, words } = cost
  if (kind === 'free') return [offer(words || 'Free', 0)]
  if (kind === 'voluntary') return [offer(words || 'Pay what you can', 0)]
  const paid = pence === null ? [] : [offer('One time', pence)]
  return kind === 'paid' ? paid : [offer('With free school meals', 0), ...paid]
}

const organizerPart = ({ organisation }: Entry, { address }: Publisher) => ({
  ...{
    '@type': 'Organization',
    '@id': `${address}/api/open-referral/organizations/${organisation.id}`,
    name: organisation.name,
  },
  ...{ description: organisation.description, url: isWeb(organisation.website) },
  ...{ email: organisation.email, telephone: organisation.phone },
})

/** A name, and an address of all five parts or a point: or it is no place. */
export function placePart(entry: Entry, { publisher }: Pick<Told, 'publisher'>): Part | undefined {
  const venue = venueOf(entry)
  if (!venue) return undefined
  const isWhole = (venue.address || venue.name) !== '' && venue.postcode !== ''
  const hasPoint = venue.latitude !== null && venue.longitude !== null
  if (!isWhole && !hasPoint) return undefined
  const address = {
    '@type': 'PostalAddress',
    streetAddress: venue.address || venue.name,
    addressLocality: venue.locality || publisher.city,
    addressRegion: publisher.city === 'London' ? 'Greater London' : publisher.city,
    postalCode: venue.postcode,
    addressCountry: 'GB',
  }
  return part({
    ...{ '@type': 'Place', name: venue.name || venue.address || venue.postcode },
    address: isWhole ? address : undefined,
    geo: hasPoint ? { '@type': 'GeoCoordinates', latitude: venue.latitude, longitude: venue.longitude } : undefined,
  })
}
