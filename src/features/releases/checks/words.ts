/** Words that public text avoids and what to say instead. Child First: Youth Justice Board, Child First guide (2022); GOV.UK style guide A to Z. */
export const avoided: readonly { word: RegExp; shown: string; instead: string; source: string }[] = [
  {
    word: /\b(young|youth|juvenile) offenders?\b/i,
    shown: 'young offender',
    instead: 'child, or child in the justice system',
    source: 'Child First',
  },
  { word: /\boffenders?\b/i, shown: 'offender', instead: 'child or person who has offended', source: 'Child First' },
  { word: /\bjuveniles?\b/i, shown: 'juvenile', instead: 'child', source: 'Child First' },
  { word: /\b(a |the )?(minors)\b/i, shown: 'minors', instead: 'children', source: 'Child First' },
  { word: /\bperpetrators?\b/i, shown: 'perpetrator', instead: 'person who caused harm', source: 'Child First' },
  {
    word: /\bgang members?\b/i,
    shown: 'gang member',
    instead: 'what happened, without the label',
    source: 'Child First',
  },
  {
    word: /\bthugs?\b|\byobs?\b/i,
    shown: 'thug, yob',
    instead: 'what happened, without the label',
    source: 'Child First',
  },
  { word: /\bprolific\b/i, shown: 'prolific', instead: 'what happened, and how often', source: 'Child First' },
  {
    word: /\bchild prostitut\w*/i,
    shown: 'child prostitute',
    instead: 'child who is sexually exploited',
    source: 'Child First',
  },
  {
    word: /\bhard[- ]to[- ]reach\b/i,
    shown: 'hard to reach',
    instead: 'people services have not reached',
    source: 'Child First',
  },
  {
    word: /\b(deprived|troubled|problem) (estate|area|neighbourhood)s?\b/i,
    shown: 'deprived area',
    instead: 'the name of the place, and what it has',
    source: 'Product ethics 3.9',
  },
  {
    word: /\b(knife crime )?epidemic\b/i,
    shown: 'epidemic',
    instead: 'the figure and its change',
    source: 'GOV.UK style',
  },
  {
    word: /\b(war on|combat|tackl(e|ing)|crack(ing)? down)\b/i,
    shown: 'tackle, combat, war on',
    instead: 'prevent, stop, reduce',
    source: 'GOV.UK style',
  },
  {
    word: /\b(utilis|facilitat|leverag)\w*/i,
    shown: 'utilise, facilitate, leverage',
    instead: 'use, help',
    source: 'GOV.UK style',
  },
  { word: /\bgoing forward\b/i, shown: 'going forward', instead: 'from now on, or nothing', source: 'GOV.UK style' },
  { word: /\bBAME\b|\bBME\b/, shown: 'BAME, BME', instead: 'the groups by name', source: 'GOV.UK style' },
]
