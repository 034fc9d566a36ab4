// Does a text name a person? Two capitals in a row that are neither a place nor a body look like somebody's name; so does one beside an age or a
// relation. Pure. A machine cannot see every name: where it matters a second person reads.

const word = "\\p{Lu}(?=[\\p{L}’'-]*\\p{Ll})[\\p{L}’'-]+"
const run = new RegExp(`(?<![\\p{L}’'-])${word}(?: ${word})*`, 'gu')

/** Words of bodies, offices, laws, programmes, buildings and days: a run of capitals that holds one is not what a person is called. */
const ordinary = new Set(
  `academy accident act action acts adult adults agency alliance ambulance annual anti arena army asian assembly association attendance authority autumn avenue
  bank barracks basic bill black board body bonfire borough boroughs boxing boy boys bridge britain british broadcasting bureau bus business cabinet camp campaign campus care
  carnival case census central centre chair charity charter chief child children children’s christian christmas church circus city civic clinic close club coalition code coroner
  college combined command commission commissioner commissioners committee common commonwealth community company conference constabulary convention corporation council councillor county
  court crime criminal crown culture cup custody data day department deputy detention development digital director directorate district division domestic drug early east easter eastern education eid elder emergency
  emerging engagement england english equality estate european eve evening executive exclusion faith family federation festival fire football force forum foundation framework france free friday friends
  front fund funders future futures gallery game games garden gardens general girl girls global government grant great greater green ground group guidance gurdwara guild hall harbour harm headteacher health healthy high
  higher hill hindu history holiday home homes homicide hospital hospitals hotel house housing hub human immediate independent index infirmary information initiative inner inspectorate institute integrated intelligence international island
  islam islamic january february march april may june july august september october november december jewish job joint journal junction junior justice kingdom knife ladies lane league learning library lines
  link listening local london london’s lord magistrates mall manager market mary’s mayor mayoral mayor’s media medical member memorial men men’s mental mentors metropolitan minister ministry mission monday month mosque mothers mother’s museum muslim
  national nations neighbourhood network new night north northern notice nursery offensive offender office officer ombudsman online open operation order organisation outer outreach panel park parliament
  partners partnership party patrol peace people pharmacy plan platform point police policing policy port practice premier press prevention primary prime prison prisons priority private probation problem programme project prosecution protection
  protocol public pupil quality quarter quarterly queen queen’s king king’s ramadan rapid records reduction reference referral refuge region regional register report research residents resilience response return returns review rise river road royal rugby
  rural safe safer safeguarding safety saint school schools scotland scottish secondary secretary secure security senior serious service services sexual sheriff shop sikh social society south southern special sport sports spring square st staff stage
  standard standards state station statistics steering stop strategic strategy street streets student students summer sunday support survey synagogue table targeted task taskforce team teams temple tenants thames theatre thematic thursday
  together tower town trading training transport tribunal trust trusted tube tuesday turning twitter underground union unit united university urban valley vale victim victims view village violence violent voice volunteer volunteers wales wales’
  walk ward wards watch water way weapons wednesday week welfare welsh west western wharf white winter women women’s work workers workforce working works world year years youth young zone saturday bulletin journey tiktok instagram snapchat whatsapp facebook youtube google microsoft excel word`
    .split(/\s+/)
    .filter(Boolean),
)

/** Words that begin a sentence and are no name. */
const starters = new Set(
  `a about above according across after against all almost also although among an and another any are around as ask asked at because been before begin being below between beyond both
  but by call can check could did do does down during each either even every everybody few find first for four from further give go had half has have he her here hers his how however i if in inside instead into is it its
  just keep know last late later less let like look make many maybe meet meets more most mr much must my near neither never next no nobody none nor not nothing now of off often on once one only onto or other others our out over own
  parents part per perhaps please put rather read said same say says see seen several shall she should show since so some somebody soon still such take talk tell than that the their them then there these they third this those though
  three through till to today told too toward towards train two under unless until up upon us use using visit was we well went were what when where whether which while who whom whose why will with within without would yet you your`
    .split(/\s+/)
    .filter(Boolean),
)

/** Ordinary words that are surnames as well: they end a name as often as they begin a body. */
const surnames = new Set(
  'april baker black day friend june king knight law long may rivers summer white young'.split(' '),
)

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[’']s$/, '')
    .replace(/[’']/g, '’')
const isOrdinary = (text: string): boolean =>
  [text.toLowerCase().replaceAll("'", '’'), bare(text)].some(
    each => ordinary.has(each) || ordinary.has(each.replace(/s$/, '')),
  )

/** Where a sentence or a line begins: a capital there says nothing. */
const begins = (text: string, at: number): boolean => /(?:^|[.!?:;•"“‘(\n–-])\s*$/.test(text.slice(0, at))

const relation =
  'mother|father|mum|dad|sister|brother|son|daughter|cousin|uncle|aunt|grandmother|grandfather|nan|boyfriend|girlfriend'
const beside = [
  new RegExp(`(?<who>${word}),? (?:\\(|aged )?(?:1\\d|2[0-5]|[5-9])(?:\\)| years? old\\b)`, 'gu'),
  new RegExp(`(?<who>${word}), aged (?:1\\d|2[0-5]|[5-9])\\b`, 'gu'),
  new RegExp(`(?<who>${word})[’']s (?:${relation})\\b`, 'gu'),
  new RegExp(`(?:\\b(?:[Hh]is|[Hh]er|[Tt]heir|[Tt]he) (?:${relation}),? (?:called |named )?)(?<who>${word})`, 'gu'),
  new RegExp(`(?<who>${word}), (?:his|her|their) (?:${relation})\\b`, 'gu'),
]

/** Names known to be of places and bodies, taken out of a run of capitals. */
const less = (words: string, known: readonly string[]): string =>
  known.reduce((left, name) => (left.includes(name) ? left.replaceAll(name, '·') : left), words)

function runsIn(text: string, known: readonly string[]): string[] {
  return [...text.matchAll(run)].flatMap(({ 0: found, index }) => {
    const all = found.split(' ')
    const words = begins(text, index) && starters.has(bare(all[0] ?? '')) ? all.slice(1) : all
    const [last = ''] = words.slice(-1)
    const telling = words.length === 2 && surnames.has(bare(last)) ? words.slice(0, 1) : words
    if (words.length < 2 || telling.some(isOrdinary)) return []
    const left = less(words.join(' '), known)
      .split(/[·]/)
      .map(part => part.trim())
    return left.some(part => part.split(' ').length >= 2) ? [words.join(' ')] : []
  })
}

const besideIn = (text: string, known: readonly string[]): string[] =>
  beside.flatMap(sign =>
    [...text.matchAll(sign)].flatMap(({ 0: found, index, groups }) => {
      const who = groups?.who ?? ''
      const at = index + found.indexOf(who)
      const name = who.replace(/[’']s$/, '')
      const isNone =
        isOrdinary(name) || starters.has(bare(name)) || known.some(each => each.split(/[ -]/).includes(name))
      const counted = /\(/.test(found) && begins(text, at)
      return name === '' || isNone || counted ? [] : [found.trim()]
    }),
  )

/**
 * The refusal of a text that looks as if it named a person; undefined where nothing was seen.
 * @param known names of places and organisations, which are no person's
 */
export function calledWords(text: string, known: readonly string[]): string | undefined {
  if (!/\p{Lu}\p{Ll}/u.test(text)) return undefined
  const longest = known.filter(name => name.length > 3 && text.includes(name)).sort((a, b) => b.length - a.length)
  const [found] = [...runsIn(text, longest), ...besideIn(text, longest)]
  return found === undefined
    ? undefined
    : `Take out “${found}”: it looks like somebody’s name. Say the role instead. If it is a place, a body or a programme, write it in small letters`
}
