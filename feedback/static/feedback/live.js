/**
 * The live wall: asks every few seconds how it stands, and says so where it could not ask.
 * Without this module the page loads itself again.
 *
 * @typedef {{ name: string, text: string, tone: string, share: number | null }} Row
 * @typedef {{ numbers: Record<string, string>, tones: Record<string, string>, departments: Row[],
 *   team: Row[], at: string }} Now
 */

const ASK_EVERY_MS = 5000;
const GIVE_UP_MS = 10_000;

/** @param {string} name @returns {HTMLElement | null} */
const marked = (name) => document.querySelector(`[data-${name}]`);

/** @param {Now} now */
function show(now) {
  for (const place of document.querySelectorAll("[data-number]")) {
    const name = /** @type {HTMLElement} */ (place).dataset["number"] ?? "";
    const value = place.querySelector("dd");
    if (value && value.textContent !== now.numbers[name]) value.textContent = now.numbers[name] ?? "";
    /** @type {HTMLElement} */ (place).dataset["tone"] = now.tones[name] ?? "";
  }
  showRows("departments", now.departments);
  showRows("team", now.team);
  const empty = document.querySelector("[data-list=departments]");
  empty?.toggleAttribute("hidden", now.departments.length === 0);
  marked("nobody")?.toggleAttribute("hidden", now.team.length > 0);
  const at = marked("at");
  if (at) at.textContent = now.at;
}

/** @param {string} name @param {Row[]} rows */
function showRows(name, rows) {
  const made = rows.map(drawn);
  document.querySelector(`[data-list=${name}] ul`)?.replaceChildren(...made);
}

/** @param {Row} row @returns {Node} */
function drawn(row) {
  const pattern = /** @type {HTMLTemplateElement} */ (marked("row"));
  const item = /** @type {HTMLElement} */ (pattern.content.firstElementChild?.cloneNode(true));
  item.dataset["tone"] = row.tone;
  const [name, text] = [item.querySelector(".wall-name"), item.querySelector(".wall-text")];
  if (name) name.textContent = row.name;
  if (text) text.textContent = row.text;
  const bar = item.querySelector("progress");
  if (bar) bar.value = row.share ?? 0;
  bar?.toggleAttribute("hidden", row.share === null);
  return item;
}

async function ask() {
  const address = document.body.dataset["live"] ?? "";
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(GIVE_UP_MS) });
    if (!answer.ok) throw new Error(String(answer.status));
    show(await answer.json());
    marked("lost")?.setAttribute("hidden", "");
  } catch {
    marked("lost")?.removeAttribute("hidden");
  }
  setTimeout(ask, ASK_EVERY_MS);
}

setTimeout(ask, ASK_EVERY_MS);
