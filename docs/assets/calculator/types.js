/**
 * The shapes of what the calculators read and reckon. They are types alone: no page loads this file.
 *
 * What the rules look up and say is written by macros/pages/claim_tables.py. Days are texts such as 2026-03-02,
 * dollars are whole cents.
 *
 * @typedef {{kind: string, [field: string]: unknown}} Phrase what a rule yields: the name of its kind, and its fields
 * @typedef {Record<string, {says: string, cites?: string[]}>} Kinds the words of every kind, and the facts it cites
 * @typedef {"PT" | "OT" | "SLP"} Discipline
 * @typedef {"practitioner" | "hospital"} Table
 *
 * @typedef {object} Service
 * @property {string} code
 * @property {number} minutes
 * @property {boolean} timed
 *
 * @typedef {Record<string, number>} Units the units of each code that has any
 *
 * @typedef {object} UnitsResult
 * @property {number} total total timed minutes
 * @property {Units[]} acceptable every acceptable claim; more than one on a tie, none where unsettled
 * @property {Phrase[]} steps
 * @property {Phrase | null} unsettled
 *
 * @typedef {Service & {assistant: number, treatedBy: string}} Treated
 * `assistant`: the minutes of the assistant alone; `treatedBy`: a profession, or "" for a therapist of the plan
 *
 * @typedef {object} Visit
 * @property {string} on the service date
 * @property {Treated[]} services
 * @property {Discipline} discipline
 * @property {string} setting
 * @property {Table} table
 * @property {number | null} yearToDate what was allowed this year before the visit
 * @property {string} locality
 * @property {boolean} qualifying
 * @property {{codes: string[], because: string}[]} separate
 *
 * @typedef {{code: string, units: number, modifiers: string[], deniedBy: string | null, openModifier: string}} Line
 * `openModifier`: the assistant's, where no source settles how many of the units need it
 *
 * @typedef {object} Price
 * @property {number[]} lines what each line is allowed
 * @property {number} total
 * @property {{medicare: number, patient: number}[]} paid every possibility, the one in which Medicare pays most first
 * @property {boolean} cut whether Medicare pays less of a line because an assistant furnished it
 * @property {Phrase[]} steps
 * @property {Phrase | null} unsettled
 *
 * @typedef {object} Claims
 * @property {{lines: Line[], price: Price | null, why: Phrase[]}[]} claims every acceptable one, then those of which the modifier of
 * some units is not settled, and why; the price is null where it cannot be priced
 * @property {Phrase[]} steps
 * @property {Phrase[]} warnings
 * @property {Phrase | null} unsettled
 * @property {Phrase[]} notPayable services that stand on no line
 *
 * @typedef {object} Rules the constants of macros/rules
 * @property {number} modifierAbovePercent
 * @property {LastUnits[]} lastUnits from each day on which they changed
 * @property {Record<Discipline, string>} therapyModifier
 * @property {Partial<Record<Discipline, string>>} assistantModifier
 * @property {Record<string, string>} separateModifier the modifier for each reason
 * @property {string} plainSeparate 59
 * @property {number} modifiersOnALine
 * @property {number} medicarePercent what Medicare pays of what it allows
 * @property {number} assistantPercent what it pays of that for a line with the assistant's modifier
 * @property {string} assistantPercentFrom
 *
 * @typedef {object} WhoTreats
 * @property {Record<string, string>} words for each profession
 * @property {import("../finder/lookup.js").Table<Verdict>} verdicts
 * @property {Phrase} assistantWithout why an assistant's minutes are not payable beside another profession's
 * @property {string[]} evaluations
 * @property {Phrase} assistantMayNot evaluate
 *
 * @typedef {object} Verdict on a code, by the plan and by who treats
 * @property {string | null} refusal the kind of phrase that takes the service out, null where it stays
 * @property {Phrase[]} why it is taken out, or on what its payment depends
 * @property {boolean} assistantStays whether an assistant's minutes stay where the others are taken out
 * @property {boolean} byAnother whether it stays, and somebody else than the plan's own therapist treats
 *
 * @typedef {object} LastUnits what is said of the one or two units that full blocks leave
 * @property {string} since
 * @property {Record<number, string[][]>} kinds by the units left, and the left-over minutes of the therapist and of the assistant
 * @property {Record<string, number | null>} marked how many of these units need the modifier; null where no source says
 *
 * @typedef {object} PriceList what a relative value is worth in one place, in one span of days
 * @property {string} since
 * @property {string} until
 * @property {string} place
 * @property {boolean | null} qualifying null where it holds for everyone
 * @property {Phrase} factor without the day
 * @property {Phrase[]} indices
 * @property {Values} dollars in ten millionths
 *
 * @typedef {object} Fee
 * @property {string} code
 * @property {Values} values in hundredths
 * @property {Phrase} step without the dollars
 *
 * @typedef {[work: number, expense: number, malpractice: number]} Values
 *
 * @typedef {object} Tables
 * @property {Rules} rules
 * @property {WhoTreats} whoTreats
 * @property {Kinds} says
 * @property {Record<string, Record<Discipline, {amount: number, review: number, step: Phrase}>>} thresholds by year
 * @property {Record<string, Phrase & {most: number}>} limits what is said of more units, by table and code
 * @property {Record<string, string>} places the names of those that have indices of their own
 * @property {PriceList[]} prices
 * @property {Record<string, Record<string, Fee>>} fees by year
 * @property {import("./edits.js").EditTable} edits
 * @property {Record<string, string>} notAlways what is said of each code that was not read as always therapy
 */

export {};
