/**
 * What need not be seen at once waits for the next paint, so that a verdict comes at the touch. It is done before anything
 * else that the learner does, and before the page is left.
 */

/** @type {(() => void)[]} */
let waiting = [];

/** @param {() => void} job */
export function afterPaint(job) {
  waiting.push(job);
  if (document.hidden) doWaiting();
  else requestAnimationFrame(() => setTimeout(doWaiting));
}

function doWaiting() {
  const jobs = waiting;
  waiting = [];
  for (const job of jobs) job();
}

for (const act of ["click", "submit", "input", "keydown", "pagehide", "visibilitychange"]) addEventListener(act, doWaiting, true);
