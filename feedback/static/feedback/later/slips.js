/**
 * The address somebody probably meant who typed gmial.com; "" where nothing looks like a slip.
 * @param {string} email
 * @param {string[]} known domains
 */
export function meantAddress(email, known) {
  const at = email.lastIndexOf("@") + 1;
  const domain = email.slice(at).toLowerCase();
  const meant = known.find((one) => one.split(".")[0] === domain || isOneOff(domain, one));
  return meant && !known.includes(domain) ? email.slice(0, at) + meant : "";
}

/** One letter wrong, missing or too many, or two in the wrong order. @param {string} a @param {string} b */
function isOneOff(a, b) {
  let [from, end] = [0, 0];
  while (from < a.length && a[from] === b[from]) from += 1;
  while (end < Math.min(a.length, b.length) - from && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [one, other] = [a.slice(from, a.length - end), b.slice(from, b.length - end)];
  return one.length + other.length < 3 ? one.length < 2 && other.length < 2 : other.length === 2 && one === `${other[1]}${other[0]}`;
}
