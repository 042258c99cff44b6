/** Other forms of the same words: paragraphs, points, and times in place of "soon". Pure. */

/** A paragraph is read at a glance up to about here. */
const GLANCE = 180;
const ENDING = /[.!。]+$/;

/** @param {string} text @param {string} language @returns {string[]} its sentences, without the space between */
export function sentencesOf(text, language) {
  const found = new Intl.Segmenter(known(language), { granularity: "sentence" }).segment(text);
  return [...found].map(({ segment }) => segment.trim()).filter(Boolean);
}

/**
 * The same sentences with an empty line after every few of them; line breaks of the author stay.
 * @param {string} text
 * @param {string} language
 */
export function asParagraphs(text, language) {
  return text
    .split(/\n+/)
    .filter((line) => line.trim())
    .flatMap((line) => gathered(sentencesOf(line, language)))
    .join("\n\n");
}

/** Sentences put together as long as they are read at a glance. @param {string[]} sentences @returns {string[]} */
function gathered(sentences) {
  /** @type {string[]} */
  const paragraphs = [];
  for (const sentence of sentences) {
    const last = paragraphs.at(-1);
    if (last !== undefined && last.length + sentence.length < GLANCE) paragraphs.splice(-1, 1, `${last} ${sentence}`);
    else paragraphs.push(sentence);
  }
  return paragraphs;
}

/** One line for each sentence, as a list. @param {string} text @param {string} language */
export function asPoints(text, language) {
  const lines = text.split(/\n+/).flatMap((line) => sentencesOf(line, language));
  return lines.map((line) => `– ${line.replace(/^[–•*-]\s*/, "").replace(ENDING, "")}`).join("\n");
}

/**
 * What is promised in passing, without the words that only say that it is: "about your refund" of
 * "I'll get back to you about your refund"; the whole sentence where little else is said.
 * @param {string} text
 * @param {{start: number, end: number}} place of those words
 * @param {string} language
 */
export function promisedIn(text, { start, end }, language) {
  const segments = new Intl.Segmenter(known(language), { granularity: "sentence" }).segment(text);
  const { segment = "", index = 0 } = segments.containing(Math.min(start, Math.max(0, text.length - 1))) ?? {};
  const rest = segment.slice(end - index).replace(/^[,;:.!?\s]+|[,;:.!?\s]+$/g, "");
  return rest.split(" ").length > 2 ? rest : segment.trim();
}

/** Times to say instead of "soon", in the language of the message. @param {string} language @returns {string[]} */
export function timesIn(language) {
  const format = new Intl.RelativeTimeFormat(known(language), { numeric: "auto" });
  return [format.format(10, "minute"), format.format(1, "hour"), format.format(1, "day")];
}

/** @param {string} language one that this browser may not know */
function known(language) {
  try {
    return Intl.getCanonicalLocales(language)[0];
  } catch {
    return undefined;
  }
}
