/**
 * Reviewing one chat: messages are marked with criteria. What is written saves itself (draft.js).
 *
 * Choose a message, then a criterion's name, and the message is marked with it; the other way round
 * works, too. Without this file the scorecard can be filled in and sent all the same.
 *
 * @typedef {{seq: number, criterion: number | null, kind: "praise" | "improve", comment: string}} Mark
 */

const VALUES = new Map([["1", "2"], ["2", "1"], ["3", "0"], ["0", "none"]]);

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.sheet"));
const words = form.dataset;
const note = /** @type {HTMLElement} */ (form.querySelector("[data-armed]"));
const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("messages"));
const criteria = /** @type {HTMLFieldSetElement[]} */ ([...form.querySelectorAll("[data-criterion]")]);
const lines = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".said-line")]);

/** @type {Mark[]} */
let marks = JSON.parse(document.getElementById("pointed")?.textContent ?? "[]");
/** Marks whose kind somebody chose. */
const turned = new Set(marks);
/** The chosen message; a criterion that waits for one. @type {number | null} */
let chosen = null;
/** @type {HTMLFieldSetElement | null} */
let armed = null;
let current = 0;

// --- Marks ----------------------------------------------------------------------------------------

/** @param {HTMLElement} line */
const seqOf = (line) => Number(line.dataset.seq);
/** @param {HTMLFieldSetElement} set */
const idOf = (set) => Number(set.dataset.criterion);
/** @param {number} id */
const nameOf = (id) => form.querySelector(`[data-criterion="${id}"] .criterion-name`)?.textContent?.trim().replace(/\s+/g, " ") ?? "";

/** Whatever was scored says whether a message is praised or not; it can be turned. @param {HTMLFieldSetElement} set @returns {"praise" | "improve"} */
function usualKind(set) {
  const value = /** @type {HTMLInputElement | null} */ (set.querySelector("input:checked"))?.value;
  return value === "2" ? "praise" : "improve";
}

/** Marks nobody has turned follow the score. @param {HTMLFieldSetElement} set */
function follow(set) {
  const own = marks.filter((mark) => mark.criterion === idOf(set) && !turned.has(mark));
  for (const mark of own) mark.kind = usualKind(set);
  draw();
}

/** @param {number} seq @param {HTMLFieldSetElement} set */
function toggle(seq, set) {
  const id = idOf(set);
  const there = marks.some((mark) => mark.seq === seq && mark.criterion === id);
  marks = there
    ? marks.filter((mark) => mark.seq !== seq || mark.criterion !== id)
    : [...marks, { seq, criterion: id, kind: usualKind(set), comment: "" }];
  draw();
  changed();
}

/** @param {string} tag @param {string} className @param {string} text */
function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** @param {Mark} mark */
function row(mark) {
  const item = document.createElement("li");
  const link = /** @type {HTMLAnchorElement} */ (element("a", "", `#${mark.seq}`));
  link.href = `#m-${mark.seq}`;
  const kind = /** @type {HTMLButtonElement} */ (element("button", "button quiet", words[mark.kind] ?? ""));
  kind.type = "button";
  kind.title = words.turn ?? "";
  kind.addEventListener("click", () => {
    mark.kind = mark.kind === "praise" ? "improve" : "praise";
    turned.add(mark);
    draw();
    changed();
  });
  const comment = document.createElement("textarea");
  comment.rows = 1;
  comment.maxLength = 1000;
  comment.dir = "auto";
  comment.value = mark.comment;
  comment.setAttribute("aria-label", `${words.comment} #${mark.seq}`);
  comment.addEventListener("input", () => {
    mark.comment = comment.value;
    store();
  });
  const away = /** @type {HTMLButtonElement} */ (element("button", "button bare", "×"));
  away.type = "button";
  away.setAttribute("aria-label", `${words.take}: #${mark.seq}`);
  away.addEventListener("click", () => {
    marks = marks.filter((other) => other !== mark);
    draw();
    changed();
  });
  item.append(link, kind, comment, away);
  return item;
}

function store() {
  field.value = JSON.stringify(marks);
}

/** What was changed without typing is to be saved, too. */
function changed() {
  form.dispatchEvent(new Event("input"));
}

function draw() {
  store();
  for (const list of form.querySelectorAll("[data-pointed]")) {
    const id = /** @type {HTMLElement} */ (list).dataset.pointed;
    const own = marks.filter((mark) => String(mark.criterion ?? "") === id);
    list.replaceChildren(...own.sort((one, other) => one.seq - other.seq).map(row));
  }
  for (const line of lines) {
    const own = marks.filter((mark) => mark.seq === seqOf(line));
    const chips = own.map((mark) => {
      const tint = mark.kind === "praise" ? "good" : "warn";
      const about = mark.criterion === null ? "" : `: ${nameOf(mark.criterion)}`;
      return element("li", `badge ${tint}`, `${words[mark.kind]}${about}`);
    });
    line.querySelector(".said-marks")?.replaceChildren(...chips);
  }
}

// --- Choosing -------------------------------------------------------------------------------------

/** @param {number | null} seq */
function choose(seq) {
  chosen = chosen === seq ? null : seq;
  for (const line of lines) {
    const bubble = line.querySelector(".said-bubble");
    bubble?.setAttribute("aria-pressed", String(seqOf(line) === chosen));
    if (seqOf(line) === chosen) line.scrollIntoView({ block: "nearest" });
  }
}

/** @param {HTMLFieldSetElement | null} set */
function arm(set) {
  armed = set;
  for (const each of criteria) each.querySelector("[data-mark]")?.setAttribute("aria-pressed", String(each === set));
  note.textContent = set ? (words.choose ?? "") : "";
}

/** @param {HTMLElement} line */
function onMessage(line) {
  if (armed) {
    toggle(seqOf(line), armed);
    arm(null);
  } else choose(seqOf(line));
}

/** @param {HTMLFieldSetElement} set */
function onCriterion(set) {
  stand(criteria.indexOf(set));
  if (chosen !== null) toggle(chosen, set);
  else arm(armed === set ? null : set);
}

/** @param {number} index */
function stand(index) {
  current = Math.max(0, Math.min(criteria.length - 1, index));
  for (const [at, each] of criteria.entries()) each.classList.toggle("current", at === current);
  criteria[current]?.scrollIntoView({ block: "nearest" });
}

for (const line of lines) {
  const bubble = line.querySelector(".said-bubble");
  bubble?.addEventListener("click", () => onMessage(line));
  bubble?.addEventListener("keydown", (event) => {
    const { key } = /** @type {KeyboardEvent} */ (event);
    if (key !== "Enter" && key !== " ") return;
    event.preventDefault();
    onMessage(line);
  });
}
for (const set of criteria) {
  set.querySelector("[data-mark]")?.addEventListener("click", () => onCriterion(set));
  set.addEventListener("focusin", () => stand(criteria.indexOf(set)));
  set.addEventListener("change", () => follow(set));
}

// --- Keys -----------------------------------------------------------------------------------------

/** @param {number} by */
function nextMessage(by) {
  const at = lines.findIndex((line) => seqOf(line) === chosen);
  const line = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : at + by];
  if (line) choose(seqOf(line));
}

/** @param {string} key @returns {boolean} */
function act(key) {
  const set = criteria[current];
  const value = VALUES.get(key);
  if (value !== undefined) {
    const box = /** @type {HTMLInputElement | null} */ (set?.querySelector(`input[value="${value}"]`));
    if (box) box.checked = true;
    if (set) follow(set);
    changed();
  } else if (key === "j" || key === "k") stand(current + (key === "j" ? 1 : -1));
  else if (key === "n" || key === "p") nextMessage(key === "n" ? 1 : -1);
  else if (key === "m" && set) onCriterion(set);
  else if (key === "Escape") {
    choose(null);
    arm(null);
  } else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const writes = target.matches("textarea, select, input:not([type=radio])");
  if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
  if (act(event.key)) event.preventDefault();
});

draw();
stand(0);

export {}; // a module of its own
