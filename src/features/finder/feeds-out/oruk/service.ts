// An entry of the finder as an Open Referral UK 3.0 service. Fields of the UK profile first; fields of HSDS 3.0 and ours (`x-`) beside them.
import { isCostUnknown } from '../../cost.ts'
import { type Loose, type Part, part } from '../compact.ts'
import { descriptionOf, type Entry, entryAddress, isoOf, type Told } from '../entry.ts'
import { partId } from '../ids.ts'
import {
  areaParts,
  contactParts,
  costParts,
  isWeb,
  languageParts,
  organizationPart,
  serviceAtLocationPart,
} from './parts.ts'
import { scheduleParts } from './schedules.ts'
import { attributesOf } from './terms.ts'

/** With everything in it. */
export function servicePart(entry: Entry, told: Told): Part {
  const { id, body, organisation } = entry
  const schedules = scheduleParts(entry, told)
  return part({
    ...simple(entry, told),
    schedules: [...schedules],
    service_areas: areaParts(entry, told.places),
    service_at_locations: [serviceAtLocationPart(entry, told.publisher, schedules)],
    languages: languageParts(entry),
    organization: organizationPart(organisation),
    cost_options: costParts(entry),
    contacts: contactParts(entry),
    phones: body.join.phone ? [{ id: partId(id, 'phone'), number: body.join.phone }] : [],
    attributes: attributesOf(id, body),
    'x-upstream': ours(entry),
  })
}

/** What is said once of a service: no lists in it. */
export function simple(entry: Entry, { publisher, today }: Told): Part {
  const { id, body, organisation } = entry
  return part({
    id,
    organization_id: organisation.id,
    name: body.name,
    description: descriptionOf(entry),
    url: isWeb(body.join.href) ?? isWeb(organisation.website) ?? entryAddress(publisher, id),
    email: body.join.email || undefined,
    status: isOver(body.schedules, today) ? 'inactive' : 'active',
    fees: feesOf(entry),
    fees_description: body.cost.words,
    application_process: body.join.words || joinWords[body.join.how],
    eligibility_description: eligibilityOf(body),
    minimum_age: body.minAge,
    maximum_age: body.maxAge,
    accreditations: body.safeguarding.registered,
    assured_date: entry.checkedOn,
    alert: publisher.watermark,
    last_modified: isoOf(entry.modified),
  })
}

/** Its last day has gone by, and nothing comes after. */
const isOver = (schedules: Entry['body']['schedules'], today: string): boolean =>
  schedules.length > 0 && schedules.every(each => (lastOf(each) ?? today) < today)

const lastOf = ({ freq, from, add, until }: Entry['body']['schedules'][number]): string | null =>
  freq === 'once' ? ([from, ...add].sort().at(-1) ?? from) : until

const joinWords = {
  'turn-up': 'Turn up on the day.',
  book: 'Book a place.',
  ask: 'Ask first.',
  refer: 'A professional refers you.',
}

const feesOf = ({ body: { cost } }: Entry): string | undefined =>
  isCostUnknown(cost)
    ? undefined
    : {
        free: 'Free',
        paid: cost.pence === null ? 'There is a charge' : `£${(cost.pence / 100).toFixed(2)}`,
        voluntary: 'Pay what you can',
        'free-school-meals': 'Free with free school meals',
      }[cost.kind]

function eligibilityOf({ minAge, maxAge, gender }: Entry['body']): string {
  const ages =
    minAge === null && maxAge === null
      ? 'All ages'
      : maxAge === null
        ? `Ages ${minAge} and over`
        : minAge === null
          ? `Ages up to ${maxAge}`
          : `Ages ${minAge} to ${maxAge}`
  return gender === 'all' ? `${ages}.` : `${ages}, ${gender.replaceAll('-', ' ')}.`
}

/** What Open Referral has no place for, so that an entry can be taken over whole. Never who leads, who waits or where a safe venue is. */
function ours({ kind, body, licence, sourceId }: Entry): Loose {
  return {
    kind,
    licence,
    source: sourceId,
    summary: body.summary,
    description: body.description,
    activities: body.activities,
    activityWords: body.activityWords,
    themes: body.themes,
    online: body.online || undefined,
    onlineHref: body.onlineHref,
    timesWords: body.timesWords,
    gender: body.gender,
    access: body.access,
    accessWords: body.accessWords,
    food: body.food || undefined,
    cost: body.cost,
    join: body.join,
    bring: body.bring,
    meet: body.meet,
    travel: body.venue?.safe ? '' : body.travel,
    capacity: body.capacity,
    // the standard has no address without a postcode
    locality: body.venue && !body.venue.safe && body.venue.postcode === '' ? body.venue.locality : undefined,
    addressKeptPrivate: body.venue?.safe || undefined,
  }
}
