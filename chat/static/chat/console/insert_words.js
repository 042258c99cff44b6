/**
 * Putting words into a field as if somebody had typed them, so that they can be undone.
 * @param {HTMLTextAreaElement} field
 * @param {string} words become paragraphs of their own
 */
export function insertWords(field, words) {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const text = apart(value.slice(0, start), words, value.slice(end));
  field.focus();
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** With an empty line to what stands before and after. @param {string} before @param {string} words @param {string} after */
export function apart(before, words, after) {
  const missing = (/** @type {number} */ there) => "\n".repeat(Math.max(0, 2 - there));
  const lead = before.trim() ? missing(/\n*$/.exec(before)?.[0].length ?? 0) : "";
  const tail = after.trim() ? missing(/^\n*/.exec(after)?.[0].length ?? 0) : "";
  return `${lead}${words}${tail}`;
}
