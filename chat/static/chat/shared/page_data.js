/**
 * What the server put into the page with json_script.
 * @param {string} id
 * @returns {any}
 */
export function readJson(id) {
  const block = document.getElementById(id);
  if (!block) throw new Error(`this page has no data block "${id}"`);
  return JSON.parse(block.textContent ?? "null");
}
