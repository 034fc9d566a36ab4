// The columns of the spreadsheet: what they are called, what stands in them, and what their words mean. Pure.

import { accessNames, costNames, genderNames, joinNames, kindNames } from '../../entries/words.ts'
import { kinds } from '../../schemas.ts'

export interface Column {
  /** As the form calls the field (entries/form). */
  key: string
  heading: string
  meaning: string
  example: string
  /** Other headings people give it, in small letters. */
  also?: readonly string[]
  /** Words that may stand in it, by what they are kept as. */
  names?: Readonly<Record<string, string>>
  /** Several of `names`, with semicolons between. */
  several?: true
}

const yesNo = { yes: 'Yes', no: 'No' }
export const often = {
  weekly: 'Every week',
  fortnightly: 'Every other week',
  daily: 'Every day',
  once: 'Once',
  'monthly 1': 'First in the month',
  'monthly 2': 'Second in the month',
  'monthly 3': 'Third in the month',
  'monthly 4': 'Fourth in the month',
  'monthly -1': 'Last in the month',
}
const calendars = { always: 'All year', term: 'Term time', holidays: 'School holidays' }
const bankHolidays = { closed: 'Not on bank holidays', open: 'Also on bank holidays', unknown: 'Not sure' }

const column = (key: string, heading: string, meaning: string, example = '', more: Partial<Column> = {}): Column => ({
  key,
  heading,
  meaning,
  example,
  ...more,
})

const about = [
  column(
    'reference',
    'Our reference',
    'Your own short name for it, always the same. Lines with the same one are one entry',
    'EXAMPLE',
    {
      also: ['reference', 'ref', 'our ref'],
    },
  ),
  column('kind', 'Kind', '', 'Something to do', { names: kindNames, also: ['type'] }),
  column('name', 'Name', 'What it is called', 'Tuesday boxing', { also: ['title'] }),
  column('summary', 'In one sentence', 'What happens there', 'Learn to box with a coach and make friends.', {
    also: ['summary', 'one sentence'],
  }),
  column('description', 'More about it', 'What a usual day is like, in short sentences', '', { also: ['description'] }),
  column('activities', 'What people do there', 'Such as boxing; music; homework help', 'Boxing', {
    also: ['activities', 'activity'],
  }),
  column('activityWords', 'Something else people do', 'What is not in our list, in your own words: kite building'),
  column('themes', 'What it helps with', 'For help and support only, such as Somewhere to live', '', {
    also: ['themes'],
  }),
]
const where = [
  column('venueName', 'Venue name', 'The building, as people call it', 'Kiln Lane Community Centre', {
    also: ['venue', 'place'],
  }),
  column('address', 'Building and street', '', '1 Kiln Lane', { also: ['address', 'street'] }),
  column('locality', 'Town or neighbourhood', '', '', { also: ['town', 'neighbourhood'] }),
  column('postcode', 'Postcode', 'All of it, or say that it is online', 'SW9 8JG', { also: ['post code'] }),
  column(
    'newPostcode',
    'Postcode is new',
    'Yes where a postcode we do not know is right: new, or outside the city',
    '',
    {
      names: yesNo,
    },
  ),
  column('safe', 'Keep the address private', 'Yes for a refuge and the like', 'No', { names: yesNo }),
  column('online', 'Online', 'Can people take part online?', 'No', { names: yesNo }),
  column('onlineHref', 'Link to take part online', 'A web address'),
]
const times = [
  column('repeats', 'How often', 'Empty: every week', 'Every week', { names: often, also: ['frequency'] }),
  column('byDay', 'Days', 'Such as Tuesday; Thursday, or Monday to Friday', 'Tuesday', { also: ['day', 'weekdays'] }),
  column('starts', 'Start', 'Such as 4pm or 16:00', '4pm', { also: ['starts', 'start time'] }),
  column('ends', 'End', 'Such as 6.30pm', '6pm', { also: ['ends', 'end time', 'finish'] }),
  column('from', 'From', 'First day, such as 12 January 2027. Empty: today', '12 January 2027', {
    also: ['first day', 'start date'],
  }),
  column('until', 'Until', 'Last day. Empty: it goes on', '', { also: ['last day', 'end date'] }),
  column('calendar', 'Term time or holidays', 'Empty: all year', 'Term time', { names: calendars }),
  column('bankHolidays', 'Bank holidays', 'Empty: not sure', 'Not on bank holidays', { names: bankHolidays }),
  column('exclude', 'Not on these days', 'Dates with semicolons between'),
  column('add', 'Extra days', 'Dates with semicolons between, at the same times'),
  column('timesWords', 'More about times', 'Only what the columns before cannot say'),
]
const who = [
  column('minAge', 'Youngest age', 'Empty: no limit', '11', { also: ['min age', 'minimum age', 'age from'] }),
  column('maxAge', 'Oldest age', 'Empty: no limit', '17', { also: ['max age', 'maximum age', 'age to'] }),
  column('gender', 'Who can come', 'Empty: everyone', 'Everyone', { names: genderNames, also: ['gender'] }),
  column('languages', 'Languages', 'Others than English, such as Somali; Polish', '', { also: ['language'] }),
  column('access', 'Access', 'What is there for people who need it', 'No steps to get in; Accessible toilet', {
    names: accessNames,
    several: true,
  }),
  column('accessWords', 'More about access', ''),
  column('cost', 'Cost', '', 'Free', { names: costNames }),
  column('pounds', 'Price', 'Pounds each time, such as 2.50, where it costs money', '', { also: ['price (£)'] }),
  column('costWords', 'More about cost', 'Such as First time free'),
  column('food', 'Food', 'Is there food?', 'Yes', { names: yesNo }),
  column('capacity', 'Places', 'How many can come', '20', { also: ['capacity'] }),
]
const join = [
  column('how', 'How to join', '', 'Just turn up', { names: joinNames }),
  column('joinWords', 'More about joining', 'In a sentence'),
  column('href', 'Link', 'A web address', '', { also: ['web page', 'website'] }),
  column('phone', 'Phone', 'Of the team, never one person’s own'),
  column('email', 'Mailbox', 'Of the team, such as hello@ or bookings@, never a person’s', '', {
    also: ['email', 'e-mail', 'role mailbox'],
  }),
  column('bring', 'What to bring', '', 'Trainers'),
  column('meet', 'Who meets you', 'A role, such as a coach at the door'),
  column('travel', 'How to get there', ''),
]
const safety = [
  column(
    'policyOn',
    'Safeguarding policy date',
    'When it was last agreed. Needed where people under 18 come',
    '5 January 2026',
  ),
  column('checksOn', 'DBS checks looked at', 'A date'),
  column('insuranceOn', 'Insured until', 'A date'),
  column('registered', 'Registered with', 'Such as Ofsted'),
  column(
    'leadRole',
    'Role that leads on safeguarding',
    'Such as Centre manager. Not public, and not a name',
    'Centre manager',
  ),
]

export const columns: readonly Column[] = [...about, ...where, ...times, ...who, ...join, ...safety]
export const timeKeys: ReadonlySet<string> = new Set(times.map(({ key }) => key).filter(key => key !== 'timesWords'))

const byKey = new Map(columns.map(each => [each.key, each]))
export const headingOf = (key: string): string => byKey.get(key)?.heading ?? key

/** What a heading may say of a column: its meaning, and the words that may stand in it. */
export const meaningOf = ({ meaning, names, several }: Column): string =>
  [meaning, names ? `${several ? 'Any of' : 'One of'}: ${Object.values(names).join('; ')}` : '']
    .filter(Boolean)
    .join('. ')

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\(.*?\)|[*:?]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
const byHeading = new Map(
  columns.flatMap(each => [each.heading, each.key, ...(each.also ?? [])].map(text => [plain(text), each] as const)),
)

export const columnFor = (heading: string): Column | undefined => byHeading.get(plain(heading))

export const example: readonly string[] = columns.map(each => each.example)
export const kindOf = (text: string | undefined) => kinds.find(kind => kind === text)
