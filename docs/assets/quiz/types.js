/**
 * The shapes of what the player reads and keeps. They are types alone: no page loads this file.
 *
 * @typedef {object} Pooled a question or a draw of a case, as a pool holds it
 * @property {string} id
 * @property {string | null} html what stands on the page; null once it is withdrawn
 *
 * @typedef {object} Banked what the pool of a topic says of a question besides
 * @property {string} scenario
 * @property {number} level 1 to 3
 * @property {number} edition the edition of the bank that it came with
 * @property {number} judged the edition from which its scenario counts as one of judgment; 0 where it does not
 * @property {string[]} records the records it rests on, by name
 *
 * @typedef {Pooled & Banked} PooledItem a question of the bank, as its topic's pool holds it
 *
 * @typedef {PooledItem & {html: string}} ShownItem a question that is not withdrawn
 *
 * @typedef {{id: string, title: string, pool: string}} Topic a topic, and the address of its pool
 *
 * @typedef {object} Wanted the form that an address names
 * @property {number} seed
 * @property {Map<string, number>} counts how many items of each topic
 * @property {number[]} levels
 * @property {number} bank the edition of the bank
 * @property {number} [minutes] of an exam
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
 * @property {number} [box] while it is in review
 * @property {number} [due] when, in milliseconds, while it is in review
 *
 * @typedef {object} CaseLeft a case that was left before its end
 * @property {string} drawn the id of its draw
 * @property {number} place the part that was shown last, from 0
 * @property {Record<string, Fields>} answers by item
 *
 * @typedef {object} Stored all that the browser remembers of a learner
 * @property {number} version
 * @property {Record<string, Answered>} items
 * @property {Record<string, number>} days how many answers, by day as YYYY-MM-DD
 * @property {Record<string, CaseLeft>} [cases]
 *
 * @typedef {object} Session questions that are being gone through, or were left before the end
 * @property {string} title of the page, for whoever comes back
 * @property {number} seed of the order of the options
 * @property {string[]} ids of the questions, in their order
 * @property {number} place the question that was shown last, from 0
 * @property {Record<string, Fields>} answers by question
 * @property {string[]} checked the questions whose answer was checked
 * @property {string[]} helped those for which a hint was shown
 * @property {string[]} flags those to come back to
 * @property {number} spent milliseconds
 * @property {number} last when something was done, in milliseconds
 *
 * @typedef {object} Sitting an exam that is being taken, or was
 * @property {number} version
 * @property {number} begun when, in milliseconds, which also names the sitting
 * @property {number} ends when
 * @property {number | null} handed when it was handed in
 * @property {string} address of the form, by which others can have the same
 * @property {number} seed
 * @property {string[]} ids of the items, in their order
 * @property {string[]} topics
 * @property {Record<string, Fields>} answers by item
 * @property {string[]} flags the items to come back to
 */

export {};
