// Does a table look as if it were about people? Pure. See product ethics 3.5: no spreadsheet upload of people.

/** What gave it away: the heading, and why. Undefined when nothing did. */
export interface PeopleSign {
  field: string
  why: string
}

const words = (heading: string) =>
  heading
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

const headings: { is: RegExp; why: string }[] = [
  { is: /^(first|given|fore|middle|last|family|full|maiden|person|sur) ?names?$/, why: 'names of people' },
  { is: /\b(forenames?|surnames?|first name|last name|full name|family name)\b/, why: 'names of people' },
  {
    is: /^(victim|suspect|offender|accused|defendant|witness|complainant|perpetrator|nominal|patient|client|pupil|student|child|parent|carer|young person|service user|participant)s?( s)?( full)? names?$/,
    why: 'names of people',
  },
  {
    is: /^names? of( the)? (victim|suspect|offender|accused|defendant|witness|patient|client|pupil|child|young person|person)s?$/,
    why: 'names of people',
  },
  {
    is: /^(suspect|suspects|nominal|nominals|nominal id|nominal ref|offender id|suspect id|victim id|person id|client id)$/,
    why: 'single people',
  },
  { is: /\b(d o b|dob|date of birth|birth ?date|birth ?day|born on)\b/, why: 'dates of birth' },
  { is: /\bnhs ?(number|num|no|id|ref)\b|^nhs$/, why: 'NHS numbers' },
  { is: /^(nino|ni number|ni no|national insurance( number| no)?)$/, why: 'National Insurance numbers' },
  {
    is: /^(pnc|cro|crn|urn of nominal|cad|cris)( ?(id|ref|reference|number|num|no))?$|\bpnc ?id\b/,
    why: 'police references',
  },
  {
    is: /\b(custody|arrest|crime|cris|cad|incident)( record)? ?(ref|reference|number|num|no)\b/,
    why: 'police references',
  },
  {
    is: /^(upn|unique pupil number|hospital number|patient (id|number|no)|passport( number| no)?|driving licence( number| no)?)$/,
    why: 'single people',
  },
]

interface ValueSign {
  is: (value: string) => boolean
  share: number
  least: number
  /** Of the values that are there, how many must differ: a site code repeats, a person seldom. */
  distinct: number
  why: string
}

/** Ten digits whose last is right by modulus 11 (NHS Data Dictionary: NHS NUMBER). */
export function isNhsNumber(value: string): boolean {
  if (value.length < 10) return false
  const digits = value.replace(/[ -]/g, '')
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return false
  const sum = [...digits.slice(0, 9)].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0)
  const check = (11 - (sum % 11)) % 11
  return check !== 10 && check === Number(digits[9])
}

/** Numbers that stand for one person or one case, wherever they are written. */
export const shapes = {
  nationalInsurance: '[A-CEGHJ-PR-TW-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]',
  pnc: '(?:19|20)?\\d{2}/\\d{1,7}[A-Z]',
  crime: '(?:\\d{2}/)?\\d{6,7}/\\d{2}',
  custody: '\\d{2}[A-Z]{2}/\\d{2}/\\d+/\\d{2}',
}
const whole = (shape: string, flags = '') => {
  const pattern = new RegExp(`^(?:${shape})$`, flags)
  return (value: string) => pattern.test(value)
}

const values: ValueSign[] = [
  { is: isNhsNumber, share: 0.6, least: 2, distinct: 0.5, why: 'what look like NHS numbers' },
  {
    is: whole(shapes.nationalInsurance, 'i'),
    share: 0.5,
    least: 2,
    distinct: 0.3,
    why: 'what look like National Insurance numbers',
  },
  {
    is: whole(shapes.pnc),
    share: 0.5,
    least: 2,
    distinct: 0.3,
    why: 'what look like police references (PNC)',
  },
  {
    is: whole(shapes.crime),
    share: 0.5,
    least: 2,
    distinct: 0.3,
    why: 'what look like police references (crime numbers)',
  },
  {
    is: whole(shapes.custody, 'i'),
    share: 0.5,
    least: 2,
    distinct: 0.3,
    why: 'what look like police references (custody)',
  },
  {
    is: value => /^(mr|mrs|ms|miss|master|dr)\.? [A-Z][a-z'’-]+/i.test(value),
    share: 0.5,
    least: 2,
    distinct: 0.3,
    why: 'what look like names of people',
  },
  { is: isEmail, share: 0.5, least: 2, distinct: 0.3, why: 'personal mail addresses' },
]

// A person's address at a common private provider; organisations' addresses in open directories are left alone.
function isEmail(value: string): boolean {
  return /^[^@\s]+@(gmail|hotmail|outlook|yahoo|icloud|live|aol|btinternet)\.[a-z.]+$/i.test(value)
}

/** Looks at headings and at a sample of rows. `known` are headings that a known format holds and drops. */
export function lookForPeople(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  known: readonly string[] = [],
): PeopleSign | undefined {
  const columns = names.map((name, i) => ({ name, i })).filter(column => !known.includes(column.name))
  for (const { name } of columns) {
    const sign = headings.find(heading => heading.is.test(words(name)))
    if (sign) return { field: name, why: sign.why }
  }
  for (const { name, i } of columns) {
    const found = tally(rows.map(row => (row[i] ?? '').trim()).filter(value => value !== ''))
    const sign = values.find(value => isFilledWith(value, found)) ?? births(name, found)
    if (sign) return { field: name, why: sign.why }
  }
  return undefined
}

/** Each value once, with how often it stands there: looking at a value costs more than counting it. */
interface Tally {
  times: ReadonlyMap<string, number>
  all: number
}

function tally(found: readonly string[]): Tally {
  const times = new Map<string, number>()
  for (const value of found) times.set(value, (times.get(value) ?? 0) + 1)
  return { times, all: found.length }
}

function isFilledWith(sign: ValueSign, { times, all }: Tally): boolean {
  let fitting = 0
  let different = 0
  for (const [value, n] of times)
    if (sign.is(value)) {
      fitting += n
      different++
    }
  return fitting >= sign.least && fitting >= all * sign.share && different >= fitting * sign.distinct
}

// Whole dates of which most lie 12 to 100 years before the latest year of the rest, spread over 15 years or more, under a heading that names no event.
function births(name: string, { times, all }: Tally): { why: string } | undefined {
  if (
    /open|clos|start|end|updat|creat|built|list|month|period|record|incident|offence|award|date of (death|offence)/i.test(
      name,
    )
  )
    return undefined
  if (times.size < all * 0.5) return undefined
  const years = [...times].flatMap(([value, n]) => {
    const year = yearOf(value)
    return year === undefined ? [] : Array.from({ length: n }, () => year)
  })
  if (years.length < 5 || years.length < all * 0.8) return undefined
  const sorted = years.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  return at(0.9) - at(0.1) >= 10 && at(0.5) < 2012 && at(0.1) > 1900
    ? { why: 'what look like dates of birth' }
    : undefined
}

function yearOf(value: string): number | undefined {
  const found = /^(?:(\d{4})-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-](\d{4}))$/.exec(value)
  return found ? Number(found[1] ?? found[2]) : undefined
}
