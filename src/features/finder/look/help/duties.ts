import { z } from 'zod'
import { addDays, type Day, dayWords } from '../../../../lib/dates.ts'
import { list, plural } from '../../../../lib/words.ts'
import type { Db } from '../../../../platform/db.ts'
import type { Actor } from '../../../../platform/http.ts'
import { readSetting } from '../../../../platform/settings.ts'
import { allows, type Duty, proposals } from '../../../people/index.ts'
import * as queries from './queries.ts'
import { helpNow } from './service.ts'
import { type HelpLine, linesIn, readHelp } from './words.ts'

/** As long as support is believed without another look (finder.md 4: every three months). */
const believedDays = 92

/** Changes of help lines that wait for somebody else than who asked for them, lines to make sure of, addresses that do not answer. */
export async function helpDuties(db: Db, actor: Actor, today: Day): Promise<Duty[]> {
  if (!allows(actor, 'help-links.edit')) return []
  const waiting = await proposals.waitingOf(db, 'help-line', actor.email)
  return [
    ...waiting.map(({ object, madeOn }) =>
      dutyOf({
        title: `Read a change of the help line “${object.slice('help-line/'.length).replaceAll('-', ' ')}”, and approve it or send it back`,
        href: `/help-lines/${object.slice('help-line/'.length)}`,
        note: 'The public sees what stood before until then',
        since: madeOn,
      }),
    ),
    ...toCheck(await linesNow(db), today),
    ...silent(await queries.knocks(db)),
  ]
}

const dutyOf = (more: Pick<Duty, 'title' | 'href' | 'note' | 'since'>): Duty => ({
  ...{ kind: 'Help lines', owner: 'Officers and administrators', dueOn: null },
  ...more,
})

/** The lines of the pack this database holds; none where it holds none yet. */
async function linesNow(db: Db): Promise<HelpLine[]> {
  const pack = await readSetting(db, 'pack', z.string())
  return pack === undefined ? [] : linesIn(await helpNow(db, readHelp({ id: pack })))
}

function toCheck(lines: readonly HelpLine[], today: Day): Duty[] {
  const never = lines.filter(line => line.checkedOn === undefined).length
  const old = lines.filter(line => line.checkedOn && line.checkedOn < addDays(today, -believedDays)).length
  if (never + old === 0) return []
  const parts = [
    never > 0 ? `${never} not checked by anybody yet` : '',
    old > 0 ? `${old} last checked over three months ago` : '',
  ]
  return [
    dutyOf({
      title: `Make sure that ${plural(never + old, 'help line', 'help lines')} still ${never + old === 1 ? 'says' : 'say'} what is right`,
      href: '/help-lines',
      note: list(parts.filter(Boolean)),
      since: null,
    }),
  ]
}

const silent = (knocks: readonly queries.Knock[]): Duty[] =>
  knocks
    .filter(knock => knock.answered === false)
    .map(({ address, lookedOn }) =>
      dutyOf({
        title: `See why ${address}, an address of a help line, does not answer`,
        href: '/help-lines',
        note: `Knocked at on ${dayWords(lookedOn)}`,
        since: lookedOn,
      }),
    )
