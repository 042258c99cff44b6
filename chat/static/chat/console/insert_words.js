/**
 * Putting words into a field as if somebody had typed them, so that they can be undone.
 * @param {HTMLTextAreaElement} field
 * @param {string} words become paragraphs of their own
 */
export function insertWords(field, words) {
  const { value, selectionStart: start, selectionEnd: end } = field;
  field.focus();
  typeOver(field, apart(value.slice(0, start), words, value.slice(end)));
}

/**
 * Other words in place of some; the cursor stays with the words it stood at.
 * @param {HTMLTextAreaElement} field
 * @param {{start: number, end: number}} place
 * @param {string} words
 */
export function replaceWords(field, { start, end }, words) {
  const caret = field.selectionEnd;
  const after = caret < end ? Math.min(caret, start + words.length) : caret + words.length - (end - start);
  field.focus();
  field.setSelectionRange(start, end);
  typeOver(field, words);
  field.setSelectionRange(after, after);
}

/** In place of what is selected. @param {HTMLTextAreaElement} field @param {string} words */
function typeOver(field, words) {
  const { selectionStart: start, selectionEnd: end } = field;
  if (words ? document.execCommand("insertText", false, words) : document.execCommand("delete")) return;
  field.setRangeText(words, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** With an empty line to what stands before and after. @param {string} before @param {string} words @param {string} after */
export function apart(before, words, after) {
  const missing = (/** @type {number} */ there) => "\n".repeat(Math.max(0, 2 - there));
  const lead = before.trim() ? missing(/\n*$/.exec(before)?.[0].length ?? 0) : "";
  const tail = after.trim() ? missing(/^\n*/.exec(after)?.[0].length ?? 0) : "";
  return `${lead}${words}${tail}`;
}
