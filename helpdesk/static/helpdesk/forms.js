/** Small comforts for every page; all of them work without this file. */

/** After a refusal, reading continues where something is to be put right. */
function focusFirstError() {
  const field = document.querySelector('[aria-invalid="true"]');
  const notice = document.querySelector("[data-focus]");
  const target = field ?? notice;
  if (target instanceof HTMLElement) target.focus();
}

/** @param {HTMLInputElement} input */
function addShowButton(input) {
  const button = document.createElement("button");
  button.type = "button";
  const name = input.labels?.[0]?.textContent?.trim() ?? "password";
  const show = (/** @type {boolean} */ shown) => {
    input.type = shown ? "text" : "password";
    const { show: reveal = "Show", hide = "Hide" } = document.body.dataset;
    button.textContent = shown ? hide : reveal;
    button.setAttribute("aria-label", `${button.textContent}: ${name}`);
  };
  const box = document.createElement("div");
  box.className = "password";
  input.replaceWith(box);
  box.append(input, button);
  show(false);
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
}

/** The person's own time zone, as a guess for a new company's. */
function fillZone() {
  for (const input of document.querySelectorAll("input[data-zone]")) {
    if (input instanceof HTMLInputElement && !input.value) {
      input.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
    }
  }
}

/** A second click while the first is on its way must not send a form twice. */
function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (event.submitter?.hasAttribute("formtarget")) return; // shown elsewhere; this page stays
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  // A page brought back by the browser's Back button may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
}

/** On a phone the header's row and the tabs scroll: where one is should be in sight. */
function showCurrentPage() {
  for (const current of document.querySelectorAll(':is(.top-nav, .tabs) [aria-current]')) {
    const row = current.closest(".top-nav, .tabs");
    if (!row) continue;
    const [place, seen] = [current.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += place.left - seen.left - (seen.width - place.width) / 2;
  }
}

for (const input of document.querySelectorAll('input[type="password"]')) {
  addShowButton(/** @type {HTMLInputElement} */ (input));
}
focusFirstError();
fillZone();
sendOnce();
showCurrentPage();
