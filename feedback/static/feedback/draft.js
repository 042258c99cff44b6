/** What is written on a scorecard saves itself, shortly after the last change. */

const SAVE_AFTER_MS = 1200;
const AGAIN_AFTER_MS = 8000;

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.sheet"));
const words = form.dataset;
const note = /** @type {HTMLElement} */ (form.querySelector("[data-note]"));

let timer = 0;
let isUnsaved = false;
let isSaving = false;

/** @param {number} [after] */
function saveSoon(after = SAVE_AFTER_MS) {
  isUnsaved = true;
  note.textContent = "";
  clearTimeout(timer);
  timer = setTimeout(save, after);
}

/** @param {boolean} [keepalive] the page may go away meanwhile */
function send(keepalive = false) {
  isUnsaved = false;
  const body = new FormData(form);
  body.set("do", "save");
  const headers = { Accept: "application/json" };
  return fetch(location.pathname, { method: "POST", body, headers, keepalive });
}

/** One at a time, so that what was written last is what stays. */
async function save() {
  if (isSaving) return saveSoon();
  isSaving = true;
  note.textContent = words.saving ?? "";
  try {
    const answer = await send();
    const told = await answer.json();
    const saved = (words.saved ?? "").replace("{time}", told.saved);
    if (!isUnsaved) note.textContent = answer.ok ? saved : told.error;
  } catch {
    saveSoon(AGAIN_AFTER_MS);
    note.textContent = words.failed ?? "";
  }
  isSaving = false;
}

form.addEventListener("input", () => saveSoon());
form.addEventListener("submit", () => {
  isUnsaved = false;
  clearTimeout(timer);
});
addEventListener("pagehide", () => {
  if (isUnsaved) void send(true);
});

export {}; // a module of its own
