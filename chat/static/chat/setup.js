/** Looks every few seconds which of the first steps are done meanwhile, and ticks them. */

const EVERY_MS = 4_000;
const list = /** @type {HTMLElement} */ (document.querySelector("[data-setup]"));
const steps = [...list.querySelectorAll("[data-step]")].map((step) => /** @type {HTMLElement} */ (step));

/** @param {HTMLElement} place @param {string} name @returns {HTMLElement} */
const part = (place, name) => /** @type {HTMLElement} */ (place.querySelector(`[data-${name}]`));

async function look() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(list.dataset.setup ?? "", { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  /** @type {{ steps: Record<string, string | null>, stranger: string }} */
  const { steps: found, stranger } = await answer.json();
  if (stranger !== list.dataset.stranger) location.reload(); // the page asks whose it is
  const fresh = steps.filter((step) => !step.classList.contains("done") && found[step.dataset.step ?? ""]);
  for (const step of fresh) tick(step, found[step.dataset.step ?? ""] ?? "");
  if (fresh.length) showProgress();
}

/** @param {HTMLElement} step @param {string} told */
function tick(step, told) {
  step.classList.add("done");
  part(step, "told").textContent = told;
  part(step, "state").textContent = list.dataset.doneWord ?? "";
  part(step, "actions").hidden = true;
}

function showProgress() {
  const done = steps.filter((step) => step.classList.contains("done")).length;
  steps.find((step) => !step.classList.contains("done"))?.querySelector(".button")?.classList.remove("quiet");
  const bar = /** @type {HTMLProgressElement} */ (document.getElementById("progress"));
  bar.value = done;
  const words = list.dataset.progressWords ?? "";
  part(list, "progress").textContent = words.replace("{done}", String(done)).replace("{total}", String(steps.length));
  if (done === steps.length) location.reload(); // the page has a good word for that
}

setInterval(look, EVERY_MS);
document.addEventListener("visibilitychange", look);
