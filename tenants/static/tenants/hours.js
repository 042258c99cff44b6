/** Keeps the week short: a second interval appears when asked for, and Monday can be copied. */

/** @param {Element} day @returns {HTMLInputElement[]} */
const inputsOf = (day) => [...day.querySelectorAll("input")];

/** @param {string} label @param {() => void} act */
function button(label, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button bare";
  element.textContent = label;
  element.addEventListener("click", act);
  return element;
}

/** @param {Element} day */
function showBreak(day) {
  const second = day.querySelector("[data-second]");
  if (second instanceof HTMLElement) second.hidden = !inputsOf(second).some((input) => input.value);
  const add = day.querySelector("[data-add]");
  if (add instanceof HTMLElement && second instanceof HTMLElement) add.hidden = !second.hidden;
}

const days = [...document.querySelectorAll(".day")];
for (const [index, day] of days.entries()) {
  const name = day.querySelector("legend")?.textContent ?? "";
  const tools = document.createElement("div");
  tools.className = "day-tools";
  const add = button("Add a break", () => {
    const second = day.querySelector("[data-second]");
    if (!(second instanceof HTMLElement)) return;
    second.hidden = false;
    add.hidden = true;
    inputsOf(second)[0]?.focus();
  });
  add.dataset.add = "";
  add.setAttribute("aria-label", `Add a break on ${name}`);
  tools.append(add);
  if (index === 0) {
    tools.append(
      button("Copy to Tuesday–Friday", () => {
        const values = inputsOf(day).map((input) => input.value);
        for (const other of days.slice(1, 5)) {
          inputsOf(other).forEach((input, i) => (input.value = values[i] ?? ""));
          showBreak(other);
        }
      }),
    );
  }
  const clear = button("Clear", () => {
    for (const input of inputsOf(day)) input.value = "";
    showBreak(day);
    inputsOf(day)[0]?.focus();
  });
  clear.setAttribute("aria-label", `Clear ${name}: closed`);
  tools.append(clear);
  day.querySelector("[data-second]")?.after(tools);
  showBreak(day);
}
