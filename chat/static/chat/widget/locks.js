/**
 * One tab at a time. `acquire` settles once this tab is the one, or after some patience: a
 * suspended tab may sit on the lock, and then it is better to chat than to wait. `release` gives
 * up the wait as well.
 *
 * @typedef {{acquire: () => Promise<void>, release: () => void}} Lock
 */

const PATIENCE_MS = 8_000;

/** @param {string} name @returns {Lock} of this frame's own site */
export function ownLock(name) {
  /** @type {() => void} */
  let release = () => {};
  return {
    acquire: () => new Promise((resolve) => {
      const wait = new AbortController();
      const timer = setTimeout(() => wait.abort(), PATIENCE_MS);
      release = () => wait.abort(); // no longer wanted
      const hold = () => new Promise((free) => {
        clearTimeout(timer);
        release = () => free(undefined);
        resolve();
      });
      const held = navigator.locks?.request(name, { signal: wait.signal }, hold) ?? Promise.resolve();
      held.catch(() => {}).then(() => resolve());
    }),
    release: () => release(),
  };
}

/** @param {import("widget/parent.js").Parent} parent @returns {Lock} kept by the page around us */
export function hostLock(parent) {
  return {
    acquire: () => new Promise((resolve) => {
      parent.addEventListener("locked", () => resolve(), { once: true });
      setTimeout(resolve, PATIENCE_MS);
      parent.tell({ type: "lock" });
    }),
    release: () => parent.tell({ type: "unlock" }),
  };
}
