/** Passkeys: buttons that ask the browser for one and send what it answers in their form.

    <form data-passkey="create|get" data-options="id of a JSON script, or an address to ask">
      <input type="hidden" name="credential">
      <button type="button" hidden>, <p role="alert" hidden>
*/

/** @param {string} text */
function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
function textOf(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {any[] | undefined} listed */
const known = (listed) => (listed ?? []).map((each) => ({ ...each, id: bytesOf(each.id) }));

/**
 * @param {any} options
 * @returns {Promise<PublicKeyCredential>}
 */
async function create({ publicKey }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytesOf(publicKey.challenge),
      user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      // It stands for the password as well: kept on the device, opened by finger, face or PIN.
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
  return /** @type {PublicKeyCredential} */ (made);
}

/**
 * @param {any} options
 * @returns {Promise<PublicKeyCredential>}
 */
async function get({ publicKey }) {
  const found = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytesOf(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    },
  });
  return /** @type {PublicKeyCredential} */ (found);
}

/** @param {PublicKeyCredential} credential */
function asJson({ id, rawId, type, response, ...rest }, extensions = {}) {
  const said = /** @type {any} */ (response);
  /** @type {Record<string, unknown>} */
  const sent = { clientDataJSON: textOf(said.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (said[part]) sent[part] = textOf(said[part]);
  }
  if (said.getTransports) sent.transports = said.getTransports();
  return { ...rest, id, rawId: textOf(rawId), type, response: sent, clientExtensionResults: extensions };
}

/** @param {string} where */
async function optionsFrom(where) {
  const script = document.getElementById(where);
  if (script) return JSON.parse(script.textContent ?? "");
  const answer = await fetch(where, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).request_options;
}

/** @param {HTMLFormElement} form */
function prepare(form) {
  const button = form.querySelector('button[type="button"]');
  const input = form.querySelector('input[name="credential"]');
  const error = form.querySelector('[role="alert"]');
  if (!(button instanceof HTMLButtonElement && input instanceof HTMLInputElement)) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (error instanceof HTMLElement) error.hidden = true;
    button.disabled = true;
    try {
      const options = await optionsFrom(form.dataset.options ?? "");
      const credential = await (form.dataset.passkey === "create" ? create : get)(options);
      input.value = JSON.stringify(asJson(credential, credential.getClientExtensionResults()));
      form.submit();
    } catch {
      // Cancelled, timed out, or no passkey here: which of them the browser does not tell.
      if (error instanceof HTMLElement) error.hidden = false;
      button.disabled = false;
    }
  });
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (form instanceof HTMLFormElement) prepare(form);
  }
}
