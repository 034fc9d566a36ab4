// Does what is typed of a review tell who the person was? Pure. A published review often calls its subject "Child A" or by an invented first name.
// That is still one child, whom a search then joins to press and family; so a review is kept by its published reference and pseudonyms are
// refused as names are. Names alone cannot all be seen by a machine: a second person reads each review before others do.

const person =
  'child(?:ren)?|adults?|bab(?:y|ies)|infant|toddler|boy|girl|family|mother|father|sibling|brother|sister|young person|yp|victim|perpetrator|subject'
const quote = '["“”‘’\']?'
// The person's word in any case, what follows with capitals as written: "Child C", "Adult X2", "Children A and B", "Baby LH".
const word = person.replace(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`)
const pseudonym = new RegExp(
  `\\b(?:${word}),?\\s+${quote}(?!(?:GP|ID|UK|IT|HR|PE|UN|EU|AE|I)\\b)[A-Z]{1,2}\\d{0,2}(?![\\p{L}\\d&])`,
  'u',
)
const quoted = new RegExp(`\\b(?:${word})\\s+["“‘']\\p{Lu}`, 'u')
const honorific = /\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+\p{Lu}/u
const knownAs =
  /\b(?:known as|referred to as|anonymi[sz]ed as|pseudonym(?: is| of)?|not (?:his|her|their) real name|real name)\b/i
const general =
  'Children|Child|Babies|Infants|Young|Adults|Older|People|Boys|Girls|Women|Men|Black|Asian|White|Two|Three|Four'
const deathOf = new RegExp(
  `\\b(?:[Dd]eaths?|[Mm]urder|[Kk]illing|[Hh]omicide|[Mm]anslaughter|[Ss]uicide|[Ll]oss|[Ll]ife|[Cc]ase) of (?!(?:${general})\\b)\\p{Lu}\\p{Ll}`,
  'u',
)

const remedy = 'Use the review’s published reference, and say what it is about'

/** The refusal of words that hold a name or pseudonym of a subject; undefined when nothing was seen. */
export function nameWords(text: string): string | undefined {
  const found = [pseudonym, quoted, honorific, knownAs, deathOf].map(sign => sign.exec(text)?.[0]).find(Boolean)
  return found ? `Take out “${found.trim()}”: it looks like what somebody is called. ${remedy}` : undefined
}

const inAddress = new RegExp(`(?<![a-z])(?:${person}) [a-z]\\d?(?![a-z\\d])`, 'i')

/** The same of a reference or a web address, where words stand between marks: "/child-c-report.pdf". */
export function addressNameWords(text: string): string | undefined {
  const found = inAddress.exec(text.replaceAll(/%20|[-_/+.~=&?#]/g, ' '))
  return found
    ? `This holds “${found[0].trim()}”, what somebody is called. Enter the publisher’s page that lists the review, or its number`
    : undefined
}
