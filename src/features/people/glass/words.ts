const words: Record<string, string> = {
  'own-application': 'Applications for funding',
  'application-to-assess': 'Applications in assessment',
  score: 'Scores of applications',
  incident: 'Incident rooms',
  tension: 'Tension readings',
  'safe-venue': 'Details of safe venues',
  decision: 'Confidential parts of decisions',
}

/** A kind of confidential record, for people. */
export const kindWords = (kind: string): string => words[kind] ?? kind.replaceAll('-', ' ')
