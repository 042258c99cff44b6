/** Shows the words and the colour while they are being chosen. */

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-preview]"));
const box = /** @type {HTMLElement} */ (document.querySelector(".preview-box"));
const accent = /** @type {HTMLInputElement} */ (form.elements.namedItem("accent"));
const warning = /** @type {HTMLElement} */ (form.querySelector("[data-contrast]"));
const better = /** @type {HTMLButtonElement} */ (form.querySelector("[data-better]"));
const swatch = document.createElement("input");
const READABLE = 4.5;

for (const shown of document.querySelectorAll("[data-show]")) {
  const name = shown.getAttribute("data-show") ?? "";
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    field.addEventListener("input", () => (shown.textContent = field.value));
  }
}

/** @param {string} colour "#rrggbb" @returns {number[]} 0 to 255 each */
const channels = (colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));

/** Contrast ratio with white, as WCAG 2.2 defines it. @param {string} colour */
function contrastWithWhite(colour) {
  const [r = 0, g = 0, b = 0] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

/** The nearest darker shade on which white text can be read. @param {string} colour */
function readable(colour) {
  for (let percent = 100; percent >= 0; percent -= 1) {
    const shade = channels(colour).map((c) => Math.round((c * percent) / 100));
    const hex = "#" + shade.map((c) => c.toString(16).padStart(2, "0")).join("");
    if (contrastWithWhite(hex) >= READABLE) return hex;
  }
  return "#000000";
}

function showAccent() {
  const colour = accent.value.trim().toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(colour)) return;
  swatch.value = colour;
  box.style.setProperty("--brand", colour);
  const ratio = contrastWithWhite(colour);
  warning.hidden = better.hidden = ratio >= READABLE;
  if (warning.hidden) {
    warning.textContent = "";
    return;
  }
  const shade = readable(colour);
  document.getElementById("id_accent_error")?.remove();
  warning.textContent = (warning.dataset.words ?? "").replace("{ratio}", ratio.toFixed(1)).replace("{least}", String(READABLE));
  better.textContent = (better.dataset.words ?? "").replace("{colour}", shade);
  better.dataset.better = shade;
}

swatch.type = "color";
swatch.setAttribute("aria-label", form.dataset.pick ?? "");
swatch.addEventListener("input", () => {
  accent.value = swatch.value;
  showAccent();
});
accent.before(swatch);
accent.addEventListener("input", showAccent);
better.addEventListener("click", () => {
  accent.value = better.dataset.better ?? accent.value;
  accent.focus();
  showAccent();
});
showAccent();
