/**
 * The page behind the link in a mail: a browser that is in the chat already need not type an
 * address, and one that is let in keeps the token it was given.
 *
 * @typedef {{key: string, chat: string, token?: string}} Site
 */

const block = /** @type {HTMLElement} */ (document.getElementById("site"));
const site = /** @type {Site} */ (JSON.parse(block.textContent ?? ""));
const visitor = `helpdesk:visitor:${site.key}`;
/** What belongs to whoever was here before: it must not go out in another's name. */
const THEIRS = ["outbox", "draft", "files"].map((what) => `helpdesk:${what}:${site.key}`);

if (site.token) comeIn(site.token);
else recognise(read(visitor));

/** @param {string} token */
function comeIn(token) {
  try {
    for (const key of Object.keys(localStorage)) if (THEIRS.some((one) => key.startsWith(one))) localStorage.removeItem(key);
    localStorage.setItem(visitor, token);
    location.replace(site.chat);
  } catch {
    show("no-storage");
  }
}

/** @param {string | null} token of whoever this browser is */
function recognise(token) {
  if (!token) return;
  const field = /** @type {HTMLInputElement} */ (document.getElementById("token"));
  const address = /** @type {HTMLElement} */ (document.getElementById("address"));
  const isRefused = address.querySelector(".error") !== null;
  field.value = isRefused ? "" : token;
  address.hidden = !isRefused;
  if (isRefused) show("another");
}

/** @param {string} id */
function show(id) {
  document.getElementById(id)?.removeAttribute("hidden");
}

/** @param {string} key */
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
