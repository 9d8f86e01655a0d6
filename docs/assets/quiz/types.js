/**
 * The shapes of what the player reads and keeps. They are types alone: no page loads this file.
 *
 * @typedef {object} Pooled a question or a draw of a case, as a pool lists it; a case tells no more of its draws than this
 * @property {string} id
 * @property {string} scenario its scenario, or its case
 * @property {string} file the address of the file that holds its HTML
 * @property {string} withdrawn why it is not asked any more, as a learner reads it; empty while it is
 *
 * @typedef {object} Banked what the pool of a topic says of a question besides
 * @property {number} level 1 to 3
 * @property {number} edition the edition of the bank that it came with
 * @property {number} judged the edition from which its scenario counts as one of judgment; 0 where it does not
 * @property {number} past the edition from which it is a question of past years; 0 where it is none
 * @property {string[]} records the records it rests on, by name
 * @property {"" | "medicare" | "other"} payer whose rules it is about; "" where it names no payer
 * @property {string} kind such as "single"
 *
 * @typedef {Pooled & Banked} PooledItem a question of the bank, as its topic's pool lists it
 *
 * @typedef {{html: string}} Shown what stands on the page
 *
 * @typedef {PooledItem & Shown} ShownItem a question with its HTML
 *
 * @typedef {{id: string, title: string, pool: string, past: boolean}} Topic a topic, the address of its pool, and whether it is that of past years
 *
 * @typedef {object} Wanted the form that an address names
 * @property {number} seed
 * @property {Map<string, number>} counts how many items of each topic
 * @property {number[]} levels
 * @property {number} bank the edition of the bank
 * @property {number} [minutes] of an exam
 * @property {string} [title] what a trainer calls it
 *
 * @typedef {object} Named a question or a draw of a case, as an assignment names it
 * @property {string} home the topic of the question, or `case-` and the name of the case
 * @property {string} id
 *
 * @typedef {object} Assigned an assignment, as an address names it
 * @property {number} bank the edition of the bank that it was made of
 * @property {Named[]} items in their order
 * @property {number} unread how many names were none
 * @property {number} beyond how many were too many
 * @property {string} title
 * @property {string} say the instructions
 * @property {string} due the day, such as 2027-03-02; empty where none is set
 * @property {number} minutes what it should take; 0 where nothing is said
 *
 * @typedef {object} Graded
 * @property {boolean} right
 * @property {string} said what to say of the whole answer, in plain words
 * @property {Element} [feedback] the element of the form that says it instead
 * @property {string} [slip] the misconception that leads to the answer, where one is known
 *
 * @callback Mark called for each part that is graded by itself
 * @param {HTMLElement} verdict where its verdict is shown
 * @param {boolean} right
 * @returns {void}
 *
 * @typedef {[words: string, field: HTMLElement]} Missing what an answer lacks, and the field that lacks it
 *
 * @typedef {[name: string, value: string][]} Fields what was filled in, as `fields.js` reads it
 *
 * @typedef {object} Answered what is remembered of an item
 * @property {string} topic
 * @property {number} level
 * @property {number} times
 * @property {number} right how many of these times
 * @property {number} last when, in milliseconds
 * @property {number} [box] of the review of earlier versions, which kept a day for each question that was missed
 * @property {number} [due] when, in milliseconds, by that review
 *
 * @typedef {"right" | "helped" | "wrong"} Outcome of an answer; helped is right after a hint
 *
 * @typedef {object} Stored all that the browser remembers of a learner
 * @property {number} version
 * @property {Record<string, Answered>} items
 * @property {Record<string, number>} days how many answers, by day as YYYY-MM-DD
 * @property {Record<string, [when: number, outcome: Outcome][]>} [skills] the answers by skill, of which the schedule is worked out
 *
 * @typedef {object} Session questions that are being gone through, or were
 * @property {string} title of the page or of the link, for whoever comes back
 * @property {number} seed of the order of the options
 * @property {string[]} ids of the questions, in their order
 * @property {string} [drawn] the id of the draw of a case that they are
 * @property {number} place the question that was shown last, from 0
 * @property {Record<string, Fields>} answers by question
 * @property {string[]} checked the questions whose answer was checked
 * @property {string[]} counted those whose answer was recorded, or was read before it was given
 * @property {string[]} helped those for which a hint was shown
 * @property {string[]} flags those to come back to
 * @property {number} begun when, in milliseconds, which also names it
 * @property {number} spent milliseconds
 * @property {number} last when something was done, in milliseconds
 * @property {number | null} ended when its end came, or the exam was handed in
 * @property {number} [ends] when the time of an exam is up; nothing else has it
 * @property {Attempt} [attempt] how an assignment went; nothing else has it
 *
 * @typedef {object} Attempt what a receipt says of an assignment; it outlives the questions that are asked again
 * @property {[name: string, ...ids: string[]][]} items each question or draw of a case by its name, with the ids of its questions
 * @property {Record<string, Fields>} first the first answer to each question
 * @property {string[]} right the questions whose first answer was right
 * @property {Record<string, number>} tries how often each was answered
 * @property {string[]} helped those for which a hint was shown before the first answer
 * @property {number} spent milliseconds until all were answered
 * @property {number | null} ended when that was, in milliseconds
 */

export {};
