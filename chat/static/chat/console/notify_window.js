/**
 * One window of this browser speaks for all of them: the one that holds a lock, which goes to
 * another when it closes.
 *
 * @param {string} name
 * @returns {() => boolean} whether it is this window; all of them where locks are not to be had
 */
export function oneWindow(name) {
  if (!navigator.locks) return () => true;
  let isOurs = false;
  const hold = () => {
    isOurs = true;
    return new Promise(() => {});
  };
  navigator.locks.request(name, hold).catch(() => (isOurs = true));
  return () => isOurs;
}
