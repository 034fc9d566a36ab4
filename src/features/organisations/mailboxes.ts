// Is a mail address a role's or a person's? Pure. Contacts that anybody can read are a role's.

/** Parts of an address that name a role or a team. */
const roleParts = new Set(
  `academy activities admin administrator adventure advice apprenticeships arts bookings boxing careers centre centres champions children club
  clubs coach coaching community contact contactus council dance dev development digital drama duty earlyhelp education employment engagement
  enquiries enquiry events families family fis football general girls hall hello help helpdesk helpline hi holidays housing hr hub info
  information inbox jobs join learning leisure library listings mail mailbox main manager membership mentoring mentors music network networks
  office officer opportunities organiser outreach parents participation partnership people playscheme post programme programmes projects
  reception recruitment referral referrals register safeguarding sales school schools secretary send service services sport sports staff
  studio support swim swimming talk team teams theatre training trust tutoring us volunteer volunteering volunteers welcome women work
  workshops young youngpeople youth youthclub youthwork`
    .split(/\s+/)
    .filter(Boolean),
)

/** First names often seen in addresses; a club is rarely called one. */
const firstNames = new Set(
  `aaron abdul adam ahmed aisha alan alex alice amina amy andrea andrew angela anna anne anthony ben beth brian carol caroline charlotte chris
  christine claire daniel dave david deborah emily emma fatima gary george grace hannah harry hassan helen ian ibrahim jack jacob james jane
  janet jason jean jennifer jessica joanne john jonathan joseph josh joshua julie karen kate kelly kevin kim laura lauren leanne lee linda
  lisa louise lucy luke margaret maria mark martin mary matt matthew michael michelle mike mohamed mohammed nadia natalie nicholas nick nicola
  oliver omar patricia paul peter rachel rebecca richard robert ryan sam samantha samuel sandra sara sarah sharon simon sophie stephen steve
  steven stuart susan tanya thomas tim tom tracey tracy victoria wayne wendy yusuf zara zoe`
    .split(/\s+/)
    .filter(Boolean),
)

/** A first name that is seen often: no list holds all. */
export const isFirstName = (word: string): boolean => firstNames.has(word.toLowerCase())

/** Domains where anybody may have a mailbox: having one there proves nothing. */
const openDomains = new Set(
  `aol.com btinternet.com gmail.com gmx.com googlemail.com hotmail.co.uk hotmail.com icloud.com live.co.uk live.com mail.com me.com msn.com
  outlook.com proton.me protonmail.com sky.com talktalk.net virginmedia.com yahoo.co.uk yahoo.com`
    .split(/\s+/)
    .filter(Boolean),
)

export const isOpenDomain = (domain: string): boolean => openDomains.has(domain.toLowerCase())

/** Does this address look like one person's: first.last@, j.smith@, sarah@? A word of a role or team in it says that it is not. */
export function isPersonal(email: string): boolean {
  const [local = '', domain = ''] = email.toLowerCase().split('@')
  const parts = local.replace(/\+.*$/, '').split(/[._-]/).filter(Boolean)
  if (parts.some(part => roleParts.has(part.replace(/\d+$/, '')))) return false
  const [first = '', second = ''] = parts
  if (firstNames.has(first.replace(/\d+$/, ''))) return true
  if (parts.length !== 2 || local.includes('-')) return false
  // 'kiln.lane@kilnlane.example' is the club itself
  return (
    !domain.replace(/[^a-z]/g, '').startsWith(first + second) && /^[a-z]+$/.test(first) && /^[a-z]+\d*$/.test(second)
  )
}

/** What to do about it. */
export const personalWords =
  'Enter a mailbox of a team or a role, such as hello@ or bookings@. This looks like one person’s, and everybody would read it'

const ending = /^[^@]*\.[a-z]{2,}/i

/**
 * The text with each mail address in it through `change`. It looks once at what stands on both sides of each @: a pattern for the whole address
 * tries every letter of a long word as its beginning.
 */
export const overMailboxes = (text: string, change: (address: string) => string): string =>
  text.includes('@')
    ? text
        .split(/([\s<>()"',;:]+)/)
        .map(word => (word.includes('@') ? overWord(word, change) : word))
        .join('')
    : text

function overWord(word: string, change: (address: string) => string): string {
  const [first = '', ...others] = word.split('@')
  let said = ''
  let local = first
  for (const part of others) {
    const domain = local === '' ? undefined : ending.exec(part)?.[0]
    said += domain === undefined ? `${local}@` : change(`${local}@${domain}`)
    local = part.slice(domain?.length ?? 0)
  }
  return said + local
}
