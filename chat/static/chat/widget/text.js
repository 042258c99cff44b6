/** Text as the server takes it; see "limits" in docs/protocol.md. */

// Control characters but \n and \t, and bidirectional embeddings and overrides: nobody types them,
// they come along with pasted telephone numbers.
const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/g;

/**
 * Without what the server would refuse and nobody sees.
 * @param {string} text
 */
export function clean(text) {
  return text.replace(/\r\n?/g, "\n").replace(UNWANTED, "").trim();
}

/**
 * Characters as the server counts them, not UTF-16 units.
 * @param {string} text
 */
export function lengthOf(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
