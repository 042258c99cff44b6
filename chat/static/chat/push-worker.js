/**
 * Runs without any page: shows what a push says, and opens the chat it is about. Served as
 * /t/<slug>/push-worker.js, so that it belongs to one company. It keeps and fetches nothing.
 */
{
  const worker = /** @type {any} */ (self);

  worker.addEventListener("install", () => worker.skipWaiting());
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

  worker.addEventListener("push", (/** @type {any} */ event) => {
    const { title, body, url, tag } = event.data?.json() ?? {};
    if (title) event.waitUntil(worker.registration.showNotification(title, { body, tag, renotify: true, data: { url } }));
  });

  worker.addEventListener("notificationclick", (/** @type {any} */ event) => {
    event.notification.close();
    event.waitUntil(open(event.notification.data?.url));
  });

  /** @param {string | undefined} url */
  const open = async (url) => {
    const wanted = new URL(url ?? "inbox/", worker.registration.scope);
    if (wanted.origin !== worker.location.origin) return;
    const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const inboxes = windows.filter((/** @type {any} */ one) => one.url.startsWith(`${worker.registration.scope}inbox/`));
    if (!inboxes.length) return worker.clients.openWindow(wanted.href);
    await inboxes[0].focus();
    return inboxes[0].navigate(wanted.href).catch(() => {});
  };
}
