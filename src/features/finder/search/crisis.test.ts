import { describe, expect, test } from 'vitest'
import help from '../../../../packs/demo/public/help.json' with { type: 'json' }
import london from '../../../../packs/london/public/help.json' with { type: 'json' }
import { noneAdded } from './added.ts'
import arabic from './arabic.json' with { type: 'json' }
import file from './crisis.json' with { type: 'json' }
import { dangerOf, dangerTopics, crisisOf as heardIn } from './crisis.ts'
import words from './words.json' with { type: 'json' }

const crisisOf = (typed: string) => heardIn(typed, noneAdded)
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map(line => line.trim())

/** Written before the list was tried: what a person in danger, or somebody worried, might type. */
const danger = lines(`
  gonna jump
  im gonna jump
  going to jump off
  i want to jump
  gunna jump off the roof
  jump in front of a train
  they got a strap
  he has a strap
  my brother carries a burner
  he put his hands on me
  dad puts his hands on mum
  my uncle laid hands on me
  he put his hands round my neck
  someone tried to grab me
  a man grabbed me
  he tried to grab my arm
  they dragged me into a car
  man told me to get in his car
  he makes me sleep with his friends
  my boyfriend makes me sleep with men
  he makes me do things
  they filmed me and said they'd post it
  he filmed me
  someone filmed me naked
  they gonna post my pics
  ex said hell leak my pics
  he posted my photos
  my teacher keeps messaging me
  coach texts me at night
  my teacher messages me
  a man on snap keeps messaging me
  he touches me
  stepdad touches me
  uncle kissed me
  someone follows me
  man follows me home
  follow me home
  keeps following me
  a car was following me
  he told me to keep it secret
  man at the door
  mum drunk
  my dad is drunk
  bed for the night
  hostel
  boyfriend takes my phone
  dad wont give me food
  he drinks and hits
  they want to fight me
  boys gonna bang me
  mandem tryna get me
  got beef with some boys
  someone broke into my house
  house on fire
  he wont wake up
  they asked me to hold a bag
  he buys me gifts and phone
  they call me names
  he throws things at us
  dont wanna be here
  old guy sends me dick pics
  trainer tried to kiss me
  he hits
  i was mugged
  they make fun of me
  strapped boys outside
  my mate got shot at music festival
  someone got shot at music event
  he was shot at singing
  my cousin got shot at comedy club
  i was shot at cooking class
  i need first aid for my stab wound
  first aid knife wound
  how to do first aid gun wound now
  my brother at basketball shot in the leg
  he has a blade and wants my phone
  he pulled out a chefs knife
  they have a knife making me go with them
  he held a knife edge to my throat
  someone has a samurai sword fighting people
  call emergency services
  i need ambulance service
  im at my job call police
  emergency first aid now
  glass cutting my arms
  my dad beats and scares us
  gonna jump off bridge house
  my daughter has gone missing out in town
  my son with autism is missing
  my daughter with adhd is missing
  my son run away days ago
  i was robbed after school
  jumped after school
  scared to leave school
  cant go back to my care home
  nowhere to stay warm
  nowhere to sleep over
  they are waiting for my little brother
  please help me speak to someone
  help me find my sister
  help me with my dad
  somewhere safe to run to
  opps and olders
  he grapes me
  hes rapping me
  i want to be dead tired of life
  hate crime talk to someone
  suicide
  suicidal
  sucide
  suiside
  su1cide
  i want to die
  i wanna die
  want 2 die
  i dont want to be here anymore
  i don't want to live
  i do not want to live any more
  kill myself
  killing myself
  how to kill myself
  kms
  thinking about ending it all
  i want to end my life
  no reason to live
  everyone would be better off without me
  self harm
  selfharm
  self-harm help
  cutting myself
  ive been cutting my arms
  i keep hurting myself
  overdose
  i took too many pills
  took loads of paracetamol
  i cant do this anymore
  wish i was dead
  my friend says she wants to kill herself
  my son is talking about suicide
  daughter self harming
  abuse
  being abused
  my dad hits me
  my step dad beat me up
  mum hits me with a belt
  my boyfriend hits me
  he hits me
  boyfriend strangled me
  domestic abuse
  domestic violence
  domestic violance help
  my husband is controlling and i am scared
  scared to go home
  i don't feel safe at home
  im not safe
  dad beats mum
  my uncle touches me
  someone is touching me
  he touched me and i said no
  rape
  raped
  i was raped
  i have been raiped
  sexual assault
  sexually assulted
  sexual abuse
  molested
  he made me have sex
  someone has my nudes
  he is sharing nudes of me
  sextortion
  blackmailed for pictures
  being groomed
  groomed online
  man online wants to meet me and im scared
  fgm
  being followed
  im being followed
  someone is following me
  a man followed me home
  men are following me right now
  boys chasing me
  stalker
  my ex is stalking me
  stabbed
  stabed
  my friend got stabbed
  ive been stabbed
  someone stabbed my brother
  gonna get stabbed
  they want to stab me
  threatened with a knife
  boy in school has a knife
  my son carries a knife
  my son is carrying a knife
  found a knife in my sons room
  found a machete under his bed
  he pulled a knife on me
  someone has a gun
  shot at
  they said they will kill me
  they are going to kill my son
  death threats
  people threatening me
  threats on snapchat
  gang want to hurt me
  olders are after me
  boys waiting outside for me
  i got jumped
  got robbed at knifepoint
  kidnapped
  call the police
  999
  ambulance
  hes bleeding
  my friend is unconscious
  he is not breathing
  help me
  help me please
  need help now
  i am in danger
  sos
  forced to sell drugs
  they are forcing me to sell
  made me carry a package
  made to hold drugs
  olders making me shot
  county lines
  countylines
  my son is going country
  my daughter is being exploited
  owe money to a dealer
  i owe the olders money
  how to leave a gang
  want to get out of a gang
  help me get out of a gang
  my son is in a gang
  cuckooing
  forced marriage
  my parents want me to marry
  i dont want to get married
  they are taking me to pakistan to get married
  run away
  i want to run away
  running away from home
  ranaway
  runaway
  kicked out
  mum kicked me out
  my dad threw me out
  been chucked out
  homeless
  homless
  im homeless tonight
  nowhere to sleep
  no where to go
  nowhere to stay tonight
  i have nowhere to live
  somewhere safe to sleep
  need a bed tonight
  sleeping on the bus
  sleeping rough
  sofa surfing
  my daughter is missing
  my son has not come home
  missing child
  hungry
  im hungry
  so hungery
  no food
  no food at home
  we have no food for the kids
  cant afford to eat
  i havent eaten today
  havent eaten in 2 days
  nothing to eat
  need food tonight
  starving
  panic attack
  hearing voices
  mental health crisis
  nobody cares about me
  no one to talk to
  i feel so alone
  im scared
  childline
  samaritans
  being bullied
  im getting bullied at school
  son bullied
  boxing but i want to die
  free football near se15 and my dad hits me
  KILL MYSELF
  k i l l myself
  killl myselff
  rapeed
  being folowed
  abusd
  sucidal thoughts
  he wont let me see my friends
  my boyfriend doesnt let me have a phone
  someone is outside my house
  my dad is drunk and shouting
  mum screams at me all day
  im in trouble with olders
  running drugs
  need a bed
`)

/** What is no danger, however it sounds. */
const harmless = lines(`
  jump rope
  jump rope club
  guitar strap
  film club
  learn to jump higher
  jumping clay
  trampoline jump
  skateboard jump
  record my song
  record my music
  filming workshop
  film making
  share my photos
  photography club
  post box
  messages
  teacher training
  become a teacher
  teacher who helps me
  hands on cooking
  hands on science
  put on a show
  sleep workshop
  sleepover club
  grab a bite
  follow football
  secret santa
  pick up basketball
  working with elders
  work with elders volunteering
  basketball with people outside our house
  find a bed for my room
  want a bed
  youth hostel trip
  hand crafts
  pottery with my hands
  boxing to get fit
  fight club boxing
  push ups
  weird science club
  beef burger cooking
  make friends
  make music videos
  make a film
  make fun things
  something to do
  call centre jobs
  jobs that pay well
  bank account help
  money advice
  mum and baby
  dad and son football
  mum and toddler group
  drink smoothies
  theatre show
  stand up comedy
  running down the hill
  break dancing
  my son gets in from school at 4
  burger
  where can i take my kids
  give me something to do
  bring me football
  want to run
  i want to jump on a trampoline
  i want to get into the film industry
  she wants to get into boxing
  someone to help me with football
  someone to play chess with me
  he wants to play football
  they like to dance
  he is into gaming
  stick and ball hockey
  hockey stick
  cricket bat
  rounders with a bat
  fire safety
  fire cadets
  public speaking
  can i do this with my brother
  can you text me
  whatsapp group for mums
  help me get a job
  get me into acting
  my son wants to get into football
  put my kids in after school club
  film night
  creepy crawlies
  halal food cooking
  killer moves dance
  bored to death
  im bored to death
  cheffing
  knife making course
  teach me guitar
  someone to teach me guitar
  man with a van jobs
  volunteer in the house
  house music
  walking in the woods
  run in the park
  video editing
  youth worker who listens
  somewhere to dance with my friends
  running group with friends
  sleep in
  uncle and nephew football
  kill time after school
  stab at poetry
  working with mum at the library
  somebody to teach me at home
  meet people at my home ground
  something to kill time
  dead good music
  knife skills cooking
  knife skills
  deadlift class
  free boxing tuesday near se15
  girls football under 12 saturday morning
  football today 5pm
  footy
  gym for 15 year olds
  kickboxing
  kick boxing classes
  boxing hitting pads
  drill music studio
  trap music
  beat making
  make beats
  beatbox workshop
  rap studio
  rapping
  shooting hoops
  basketball shooting practice
  film shooting course
  clay shooting
  murder mystery night
  escape room
  cutting hair course
  hair cutting
  dog grooming course
  pet grooming apprenticeship
  tie dye
  self defence
  self defence for girls
  ambulance cadets
  police cadets
  st john ambulance
  become a paramedic
  police apprenticeship
  emergency first aid course
  suicide prevention training
  knife crime workshop
  running club
  run club
  parkrun
  run away day football
  sleepover
  grape picking
  hungarian classes
  hungry caterpillar story time
  hanging out with friends
  somewhere to hang out
  somewhere to go after school that is not football
  worried about my son and gangs
  parent support
  long jump
  trampoline jumping
  burn calories
  bridge club
  dance dance dance
  homework help
  help with homework
  help me find a job
  help me write a cv
  cv help
  step free swimming
  youth club
  mentoring for boys
  lego club
  autism friendly cinema
  roller blades
  sword fencing
  survival skills in the woods
  army cadets
  air force cadets
  free food for families
  cooking club
  breakfast club
  weekend things to do
  end of term party
  half term
  things to do near me
  something for boys after school for free
  stay and play
  quiet space
  singing
  raffle
  rugby
  cant go on mondays
  my son has adhd and likes football
  dying to try climbing
  low cost gym
  take part in drama
  scared of water swimming lessons
  giving up smoking
  amusement park trip
  apprenticeship
  skate park
  robot control
  following recipes
  missing out on sport
  netball shooting drills
  work experience
  volunteering
  chess
  open mic
  DJ
  climbing
  art
  theatre
`)

describe('words of danger', () => {
  test.each(danger)('%s', typed => expect(crisisOf(typed).slice(0, 2)).toEqual(['emergency', 'childline']))

  test('bring lines that are among those of both cities', () => {
    const ids = (pack: typeof help) => pack.groups.flatMap(group => group.lines.map(line => line.id))
    for (const topic of file.topics)
      for (const line of topic.lines)
        expect(
          [ids(help), ids(london)].every(all => all.includes(line)),
          line,
        ).toBe(true)
  })

  test('bring the line that fits', () => {
    expect(crisisOf('i was raped')).toContain('nspcc')
    expect(crisisOf('nowhere to sleep')).toContain('shelter')
    expect(crisisOf('my daughter is missing')).toContain('missing-people')
    expect(crisisOf('my husband hits me')).toContain('refuge')
  })
})

test('harmless sayings raise no alarm', () => {
  expect(harmless.filter(typed => crisisOf(typed).length > 0)).toEqual([])
})

// What a second reader found to bring no help, or to be drowned by a harmless saying.
test.each([
  'my dad is chasing us with a kitchen knife',
  'he came at me with a kitchen knife',
  'son carries a pocket knife',
  'im sleeping in my car',
  'sleeping in a park tonight',
  'i cant go on my life is over',
  'i cant go on the pain is too much',
  'he is controlling my money',
  'my daughter ran away days ago',
  'someone took a shot at my brother',
  'help me get out',
  'im scared to speak',
  'wanting to die',
  'i dont want to wake up',
  'hate my life',
  'kil my self',
  'killmyself',
  'someone put something in my drink',
  'he watches me in the shower',
  'my stepdad comes in my room at night',
  'someone wants to meet me in a hotel',
  'my coach asked for pics',
  'they know where i live',
  'im pregnant and scared',
  'pregnant at 14',
  'ex wont leave me alone',
  'im sad',
  'alone',
  'panic',
  'vomit after eating',
  'drug dealing way out',
  'selling food for them cant stop',
  'my parents are fighting',
  'my daughter attacks me',
  'in trouble with a gang',
  'i hear voices',
  'how to get a gun',
  'my partner is violent',
  'scared',
  'quiero morir',
  'أريد أن أموت',
  'انتحار',
  'أبي يضربني',
  'আত্মহত্যা',
  'my son is 14 and since the summer he has been coming home late every night and he will not talk to any of us any more, and yesterday I found a knife in his bag',
])('%s brings help', typed => expect(crisisOf(typed)).toContain('childline'))

test.each([
  'crisps',
  'selling cakes and food, way out',
  'help selling food at fairs, cant stop',
  'sad songs',
  'panic room',
  'grooming dogs',
  'somewhere safe to skate',
  'safe place to ride a bike',
  'county line dancing',
  'hunger games',
  'homeless charity volunteering',
  'samaritans volunteering',
  'knife skills course',
  'كرة القدم',
])('%s is harmless', typed => expect(crisisOf(typed)).toEqual([]))

/** Every phrase of a word of danger, each of its words that can be spelt in a hurry spelt so, once. */
function* hurried(): Generator<[typed: string, ordinary: string]> {
  const spellings = Object.entries(words.spellings).map(([word, typed]) => ({ word, typed: typed.split(' ') }))
  const sets = new Map(Object.entries(file.sets).map(([name, set]) => [`$${name}`, set]))
  for (const { phrases } of dangerTopics)
    for (const phrase of phrases) {
      const steps = phrase.split(' ').filter(part => part !== '*')
      const choices = steps.map(part => part.split('|').flatMap(word => (sets.get(word) ?? word).split('|')))
      const said = (i: number, word: string) => choices.map((all, j) => (i === j ? word : all[0])).join(' ')
      for (const [i, all] of choices.entries())
        for (const { word, typed } of spellings.filter(one => all.includes(one.word)))
          for (const one of typed) yield [said(i, one), said(i, word)]
    }
}

test('words of danger are heard in every spelling that search reads', () => {
  const pairs = [...hurried()]
  expect(pairs.length).toBeGreaterThan(100)
  const lost = pairs.filter(([typed, ordinary]) => crisisOf(ordinary).some(line => !crisisOf(typed).includes(line)))
  expect(lost).toEqual([])
})

test.each([
  'i want to hurt sum1',
  'im gonna kill sum1',
  'scared to go skool',
  'i need sumwer safe',
  'any1 help im gonna jump',
  'sum1 is violent',
  'sum1 outside me',
  'shot sum1',
  'knives skool',
  'wiv knives',
  'gang afta me',
  'isnt safe skool',
  'leave home tonite',
  'streets 2nite',
  'not eaten 2day',
  'someone put summat in my drink',
  'im dyin',
  'bein hit',
])('%s, in a hurry, brings help', typed => expect(crisisOf(typed).slice(0, 2)).toEqual(['emergency', 'childline']))

test.each(['boxin after skool', 'skating wiv blades', 'football 2nite wiv mates', 'sumwer to hang out', 'dancin 2day'])(
  '%s, in a hurry, is harmless',
  typed => expect(crisisOf(typed)).toEqual([]),
)

describe('in Arabic', () => {
  test.each([
    'أفكر بالانتحار',
    'سأقتل نفسي',
    'سأنتحر',
    'أفكر بالموت',
    'ويهددني',
    'بسكين',
    'السكين',
    'التحرش',
    'بالاغتصاب',
    'أريد ترك العصابة',
    'هربت من البيت',
    'ليس لدي مكان أنام فيه',
    'أتأذى',
    'شخص يلاحقني',
    'هاجموني في الشارع',
    'اعتداء جنسي',
    'أنا خائفة',
    'نحن جائعون',
    'لا يوجد طعام في البيت',
    'طردني أبي من البيت',
    'مساعدة',
  ])('%s brings help', typed => expect(crisisOf(typed).slice(0, 2)).toEqual(['emergency', 'childline']))

  test('every word of danger is heard with the little words that are written to it', () => {
    const alone = dangerTopics
      .flatMap(({ phrases }) => phrases)
      .filter(phrase => /^[\p{Script=Arabic}\p{M}|]+$/u.test(phrase))
      .flatMap(phrase => phrase.split('|'))
    expect(alone.length).toBeGreaterThan(40)
    const typed = alone.flatMap(word =>
      ['و', 'ال', 'وال', 'بال', 'ب', 'لل', 'ل', 'ف', 'س', 'وس'].map(begun => begun + word),
    )
    expect(typed.filter(word => crisisOf(word).length === 0)).toEqual([])
  })

  test.each([
    'قائمة الانتظار',
    'مدرب يدربني ملاكمة',
    'كرة القدم للبنات',
    'واجبات مدرسية',
    'طبخ وأكل',
    'نادي الشباب بعد المدرسة',
    'مكان للعب',
  ])('%s is harmless', typed => expect(crisisOf(typed)).toEqual([]))

  test('everything that search reads of it and that is no danger raises no alarm', () => {
    const spoken = Object.entries(arabic.words).flatMap(([english, typed]) =>
      crisisOf(english).length > 0 ? [] : typed.split('|'),
    )
    expect(spoken.filter(typed => crisisOf(typed).length > 0)).toEqual(['عصابة', 'عصابات'])
  })
})

test.each([
  ['attacked, it was a hate crime', 'racism'],
  ['my friend took an overdose', 'drugs-alcohol'],
  ['kicked out for being gay', 'lgbt-support'],
  ['im pregnant and scared', 'health'],
  ['my brother got murdered', 'bereavement'],
])('%s is about its own kind of help too, last of all', (typed, theme) =>
  expect(dangerOf(typed, noneAdded).themes.at(-1)).toBe(theme),
)

test('what only goes with danger raises no alarm', () => {
  for (const typed of ['gay', 'racism', 'my nan died', 'drugs and alcohol']) expect(crisisOf(typed), typed).toEqual([])
})

test('a word people added is heard where it is one of those that stand alone', () => {
  const danger = [{ list: 'crisis' as const, phrase: 'help', target: 'hungry' }]
  expect(dangerOf('help', { ...noneAdded, danger }).themes).toContain('money')
})
