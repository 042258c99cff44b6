/**
 * Keeps the hours short: what the chosen answer does not need is hidden, a second interval appears
 * when asked for, Monday can be copied, and a time after midnight is said to be one.
 */

/** @param {Element} place @returns {HTMLInputElement[]} */
const timesOf = (place) => [...place.querySelectorAll('input[type="time"]')].map((input) => /** @type {HTMLInputElement} */ (input));

/** @param {Element} place @param {string} selector @returns {HTMLElement} */
const within = (place, selector) => /** @type {HTMLElement} */ (place.querySelector(selector));

/** What the buttons say, from the page. */
const words = /** @type {HTMLElement} */ (document.querySelector("form[data-hours]")).dataset;

/** @param {string | undefined} sentence with {day} in it @param {string} day */
const about = (sentence, day) => (sentence ?? "").replace("{day}", day);

/** @param {string} label @param {string} spoken @param {() => void} act */
function button(label, spoken, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button bare";
  element.textContent = label;
  element.setAttribute("aria-label", spoken);
  element.addEventListener("click", act);
  return element;
}

class Day {
  #place;
  #name;
  #all;
  #rows;
  #add;
  /** How many intervals are shown although they may be empty. */
  #wanted = 0;

  /** @param {HTMLElement} place @param {Day[]} week */
  constructor(place, week) {
    this.#place = place;
    this.#name = within(place, "legend").textContent ?? "";
    this.#all = /** @type {HTMLInputElement} */ (within(place, ".day-all input"));
    this.#rows = [...place.querySelectorAll(".interval")].map((row) => /** @type {HTMLElement} */ (row));
    this.#add = button(words.add ?? "", about(words.addSpoken, this.#name), () => this.#open());
    const tools = document.createElement("div");
    tools.className = "day-tools";
    tools.append(this.#add);
    if (!week.length) tools.append(button(words.copy ?? "", words.copy ?? "", () => {
      for (const other of week.slice(1, 5)) other.#copy(this);
    }));
    within(place, ".day-times").append(tools);
    place.addEventListener("input", () => this.show());
    for (const row of this.#rows) {
      const remove = button("×", about(words.removeSpoken, this.#name), () => this.#remove(row));
      remove.classList.add("remove");
      row.append(remove);
    }
    this.show();
  }

  show() {
    const isWhole = this.#all.checked;
    const shown = this.#rows.filter((row, n) => {
      const isShown = !isWhole && (n < this.#wanted || timesOf(row).some((input) => input.value));
      row.hidden = !isShown;
      this.#note(row);
      return isShown;
    }).length;
    this.#add.hidden = isWhole || shown === this.#rows.length;
    within(this.#place, ".day-none").hidden = isWhole || shown > 0;
    within(this.#place, ".day-whole").hidden = !isWhole;
  }

  /** @param {HTMLElement} row */
  #note(row) {
    const [opens = "", closes = ""] = timesOf(row).map((input) => input.value);
    within(row, ".interval-note").hidden = !opens || !closes || closes >= opens;
  }

  #open() {
    this.#gather();
    const used = this.#rows.filter((row) => !row.hidden).length;
    this.#wanted = used + 1;
    this.show();
    timesOf(/** @type {HTMLElement} */ (this.#rows[used]))[0]?.focus();
  }

  /** @param {HTMLElement} row */
  #remove(row) {
    for (const input of timesOf(row)) input.value = "";
    this.#gather();
    this.#wanted = 0;
    this.show();
    (this.#add.hidden ? this.#all : this.#add).focus();
  }

  /** Filled rows first, so that an empty one never stands between them. */
  #gather() {
    const kept = this.#rows.map((row) => timesOf(row).map((input) => input.value)).filter((pair) => pair.some(Boolean));
    this.#fill(kept);
  }

  /** @param {string[][]} pairs */
  #fill(pairs) {
    this.#rows.forEach((row, n) => timesOf(row).forEach((input, edge) => (input.value = pairs[n]?.[edge] ?? "")));
  }

  /** @param {Day} other */
  #copy(other) {
    this.#fill(other.#rows.map((row) => timesOf(row).map((input) => input.value)));
    this.#all.checked = other.#all.checked;
    this.#wanted = 0;
    this.show();
  }
}

/** @type {Day[]} */
const week = [];
for (const place of document.querySelectorAll(".day")) week.push(new Day(/** @type {HTMLElement} */ (place), week));

/**
 * Show a part of a form only while one answer is chosen, or something in it is wrong.
 * @param {string} form @param {string} part @param {string} answer
 */
function onlyWith(form, part, answer) {
  for (const place of document.querySelectorAll(form)) {
    const shown = within(place, part);
    const isWrong = Boolean(shown.querySelector(".error"));
    const show = () => (shown.hidden = !isWrong && !place.querySelector(`input[value="${answer}"]:checked`));
    place.addEventListener("change", show);
    show();
  }
}

onlyWith("form[data-hours]", "[data-week]", "week");
onlyWith("form[data-holiday]", "[data-times]", "hours");
