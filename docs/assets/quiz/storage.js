/**
 * Where practice keeps what it remembers: the browser's storage for this site. A package for an LMS keeps it elsewhere, so that
 * what is answered there and here stays apart.
 */

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Kept entries by name; its own keys are their names */

/** @type {Kept | null} */
let instead = null;

/** The entries; asked for again each time, for a browser that closes its storage throws. @returns {Kept} */
export const storage = () => instead ?? localStorage;

/** Whether this page is a package of its own, and no page of the site. */
export const isPackage = () => instead !== null;

/** Keep everything there from now on. @param {Kept} place */
export function keepIn(place) {
  instead = place;
}
