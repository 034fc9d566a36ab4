import type { Rule } from '../../platform/retention.ts'
import { careRules } from './care/retention.ts'
import { retentionRules as unmetRules } from './coverage/unmet/retention.ts'
import { claimsRule } from './entries/claim/queries.ts'
import { wordsRule } from './words/retention.ts'

/** How long this room keeps what. */
export const retentionRules: readonly Rule[] = [...unmetRules, claimsRule, wordsRule, ...careRules]
