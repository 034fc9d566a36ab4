// What help is about, as data. A sensitive theme is one where being seen looking could put somebody at risk.
// Columns: id | label | what else people type | sensitive, or nothing.
import { list, rows } from './activity.ts'

export interface Theme {
  /** Kept in entries; never changes. */
  id: string
  label: string
  /** What else people type for it, in small letters. */
  also: readonly string[]
  /** Pages have a quick exit and a neutral title; feeds and calendars give away no more than a name and a number. */
  sensitive: boolean
}

const table = `
domestic-abuse | Abuse at home | domestic abuse, domestic violence, dv, refuge, abusive partner, coercive control, controlling | sensitive
sexual-violence | Sexual violence | rape, sexual assault, sexual abuse, isva, consent, harassment | sensitive
exploitation | Being used or groomed | exploitation, county lines, cuckooing, grooming, groomed, trapping, debt bondage, cce, cse, forced to sell | sensitive
forced-marriage | Forced marriage and so-called honour | forced marriage, honour based abuse, honour violence, fgm | sensitive
gangs | Gangs and getting out | gang, gangs, leave a gang, leaving a gang, gang exit, rescue and response, beef, threats, being threatened | sensitive
stalking | Stalking and harassment | stalking, stalker, being followed, revenge porn, nudes leaked | sensitive
child-abuse | Someone hurting a child | child abuse, neglect, being hit at home, abused, worried about a child | sensitive
lgbt-support | LGBT+ support | coming out, lgbt support, lgbtq support, gay, lesbian, bisexual, trans support | sensitive
mental-health | Feelings and mental health | mental health, anxiety, depression, counselling, counsellor, therapy, camhs, stress, panic, self harm, sad, feeling low, anger |
youth-work | A youth worker | youth worker, key worker, outreach, detached youth work, someone to talk to |
parents | Help for parents and carers | parents, parenting, worried about my son, worried about my daughter, parent support, carers, family support, parent champion |
bereavement | When someone has died | bereavement, grief, grieving, died, death, lost someone, funeral |
victims | After a crime | victim, victims, victim support, robbed, mugged, attacked, stabbed, assaulted, witness, hate crime, trauma |
housing | Somewhere to live | housing, homeless, homelessness, kicked out, eviction, hostel, nowhere to sleep, sofa surfing |
money | Money and food | money help, debt, benefits, universal credit, food bank, foodbank, bills, rent arrears, free data |
drugs-alcohol | Drugs and alcohol | drugs, alcohol, weed, drinking, addiction, substance misuse, nos, ket, lean, smoking |
school | School and exclusion | school, excluded, exclusion, pru, alternative provision, bullying, bullied, send, ehcp, attendance |
jobs | Work and training help | jobs help, employment, unemployed, careers help, out of work, apprenticeship help |
legal | Your rights and the law | legal advice, solicitor, stop and search, arrested, rights, immigration, police complaint, youth court |
custody | Prison and coming home | prison, custody, release, probation, youth offending, yot, yjs, resettlement, family in prison, visiting |
health | Health | health, sexual health, contraception, gp, doctor, nurse, clinic, vaccination, sleep |
disability | Disability and SEND | disability, disabled, autism, autistic, adhd, short breaks, respite, special needs, learning disability, wheelchair |
young-carers | Young carers | young carer, young carers, caring for mum, looking after parent |
care-leavers | In care and leaving care | care leaver, care leavers, foster, fostering, looked after, social worker |
migrants | New to the country | refugee, refugees, asylum, asylum seeker, migrant, no recourse to public funds, unaccompanied |
racism | Racism and hate | racism, racist, hate, islamophobia, antisemitism, discrimination |
community | Neighbours and community | community safety, neighbourhood, residents, community group, local network, get involved |
`

export const themes: readonly Theme[] = rows(table, 4).map(([id = '', label = '', also, mark]) => ({
  id,
  label,
  also: list(also),
  sensitive: mark === 'sensitive',
}))

const byId = new Map(themes.map(each => [each.id, each]))
export const themeOf = (id: string): Theme | undefined => byId.get(id)

export const isSensitive = (id: string): boolean => byId.get(id)?.sensitive ?? false
