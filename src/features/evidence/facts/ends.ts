// What follows when a fact goes: each release that showed it comes to whoever is to correct it, and comes off again where the fact is back.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { findRecord, tasks } from '../../threads/index.ts'
import * as queries from './queries.ts'
import { type State, stateNames } from './rules.ts'
import type { Fact } from './schemas.ts'

const owner = z.enum(['officer', 'analyst', 'director']).catch('officer')
const mostTitle = 200

interface When {
  by: string
  today: string
}

/** A task for each release whose edition of now still holds the fact, for the role of whoever prepared it. Asked once of each. */
export async function askCorrections(tx: Db, fact: Fact, state: State, { by, today }: When): Promise<void> {
  for (const release of await queries.inReleases(tx, fact.id)) {
    if (!release.holds || (await queries.correctionAsked(tx, fact.id, release.releaseId))) continue
    const task = {
      title: `Correct the release “${release.title}”`.slice(0, mostTitle),
      note: `It shows fact ${fact.id}, “${fact.statement}”, which is ${stateNames[state].toLowerCase()}. Prepare a correction without it, at /releases/${release.editionId}.`,
      ownerRole: owner.parse(release.ownerRole),
      dueOn: today,
    }
    const taskId = await tasks.open(tx, { by, today, above: [] }, task, [`fact/${fact.id}`])
    await queries.addCorrection(tx, fact.id, release.releaseId, taskId, today)
  }
}

/** The fact stands again: what was asked because it had gone is done with. */
export async function dropCorrections(tx: Db, fact: Fact, { by, today }: When): Promise<void> {
  for (const { id } of await queries.dropCorrections(tx, fact.id)) {
    const line = await findRecord(tx, `task/${id}`)
    if (line && !line.ended)
      await tasks.finish(tx, { by, today, above: [] }, id, 'The fact was checked again and stands: nothing to correct.')
  }
}
