/** The preview beside the words of a mail follows while one types; without this, by its button. */

const QUIET_MS = 600;

for (const form of document.querySelectorAll("form[data-mail-words]")) {
  const look = form.querySelector("[data-mail-look]");
  if (!(form instanceof HTMLFormElement) || !(look instanceof HTMLButtonElement)) continue;
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => form.requestSubmit(look), QUIET_MS);
  });
}
