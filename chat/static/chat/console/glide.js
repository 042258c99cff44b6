/** Rows that change places glide there, so that the eye can follow. */

const GLIDE_MS = 200;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Call before the children move; call the result afterwards.
 * @param {HTMLElement} list
 * @returns {() => void}
 */
export function glide(list) {
  if (stillness.matches || document.hidden) return () => {};
  const before = new Map([...list.children].map((child) => [child, child.getBoundingClientRect().top]));
  return () => {
    const after = [...list.children].map((child) => ({ child, top: child.getBoundingClientRect().top }));
    for (const { child, top } of after) {
      const moved = (before.get(child) ?? top) - top;
      if (moved) child.animate({ transform: [`translateY(${moved}px)`, "none"] }, { duration: GLIDE_MS, easing: "ease-out" });
    }
  };
}
