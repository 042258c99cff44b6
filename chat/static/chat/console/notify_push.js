/**
 * Web push: this browser is woken while no console is open. The service worker shows what comes.
 *
 * @typedef {import("console/types.js").PushConfig} PushConfig
 */

/** @param {PushConfig | null} config @returns {boolean} whether this browser and server can do it */
export function canPush(config) {
  return Boolean(config && "serviceWorker" in navigator && "PushManager" in window);
}

/**
 * Asks the browser, and gives what the server needs to send to it.
 * @param {PushConfig} config
 * @returns {Promise<{endpoint: string, keys: Record<string, string>}>}
 */
export async function subscribe(config) {
  const registration = await navigator.serviceWorker.register(scriptUrl(config.worker), { scope: config.scope });
  await ready(registration);
  const known = await registration.pushManager.getSubscription();
  if (known && !isFor(known, config)) await known.unsubscribe(); // of a server's key that is no more
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(config.key) };
  return told(await registration.pushManager.subscribe(options));
}

/**
 * What this browser has subscribed to already; null where it has not, or may not show anything.
 * @param {PushConfig | null} config
 */
export async function subscribed(config) {
  if (!config || !canPush(config) || Notification.permission !== "granted") return null;
  const registration = await navigator.serviceWorker.getRegistration(config.scope);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription && isFor(subscription, config) ? told(subscription) : null;
}

/** @param {PushSubscription} subscription @param {PushConfig} config whether it is with our key */
function isFor(subscription, config) {
  const key = subscription.options?.applicationServerKey;
  if (!key) return true;
  const [theirs, ours] = [new Uint8Array(key), bytesOf(config.key)];
  return theirs.length === ours.length && theirs.every((byte, index) => byte === ours[index]);
}

/** @param {PushSubscription} subscription */
function told(subscription) {
  const { endpoint, keys } = subscription.toJSON();
  if (!endpoint || !keys) throw new Error("the browser gave no subscription");
  return { endpoint, keys };
}

/** @param {PushConfig} config @returns {Promise<string | null>} the endpoint that is gone now */
export async function unsubscribe(config) {
  const registration = await navigator.serviceWorker.getRegistration(config.scope);
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return null;
  await subscription.unsubscribe();
  return subscription.endpoint;
}

/** @param {ServiceWorkerRegistration} registration until it may take pushes */
function ready(registration) {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return;
  return new Promise((resolve) => worker.addEventListener("statechange", () => worker.state === "activated" && resolve(null)));
}

/**
 * The page enforces Trusted Types, and the address of a service worker is one of their sinks.
 * @param {string} path of our own
 * @returns {string}
 */
function scriptUrl(path) {
  const { trustedTypes } = /** @type {{trustedTypes?: {createPolicy: (name: string, rules: object) => {createScriptURL: (url: string) => string}}}} */ (/** @type {unknown} */ (window));
  const rules = { createScriptURL: (/** @type {string} */ url) => new URL(url, location.origin).pathname };
  return trustedTypes ? trustedTypes.createPolicy("push-worker", rules).createScriptURL(path) : path;
}

/** @param {string} text base64url @returns {Uint8Array<ArrayBuffer>} */
export function bytesOf(text) {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64.padEnd(Math.ceil(base64.length / 4) * 4, "=")), (char) => char.charCodeAt(0));
}
