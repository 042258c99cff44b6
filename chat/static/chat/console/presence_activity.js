/**
 * Somebody moves in front of the console without sending anything: told now and then, so that
 * reading is not taken for being away; and at once by whoever was.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 */

const TELL_EVERY_MS = 60_000;

/** @param {Desk} desk @param {EventTarget} [page] */
export function tellActivity(desk, page = document) {
  let told = -Infinity;
  const moved = () => {
    const now = performance.now();
    const isBack = desk.team.me?.by_itself === true;
    if (now - told < (isBack ? 1_000 : TELL_EVERY_MS)) return;
    if (desk.line.send({ type: "active" })) told = now;
  };
  for (const name of ["pointerdown", "pointermove", "keydown", "wheel"]) {
    page.addEventListener(name, moved, { passive: true });
  }
}
