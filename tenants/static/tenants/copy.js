/** Copy buttons; without this file they stay hidden and one copies by hand. */

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  const source = document.getElementById(button.dataset.copy ?? "");
  if (!source || !navigator.clipboard) continue;
  const label = button.textContent;
  let timer = 0;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent ?? "");
      say(button.dataset.copied ?? "");
    } catch {
      getSelection()?.selectAllChildren(source);
      say(button.dataset.byHand ?? "");
    }
  });

  /** @param {string} text */
  const say = (text) => {
    button.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => (button.textContent = label), 2500);
  };
}
