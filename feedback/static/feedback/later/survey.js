/**
 * How the chat was: one tap, then what else is asked, one thing at a time. A tap goes through the
 * outbox, so that it shows at once and survives a lost line; it is no bubble.
 *
 * @typedef {import("shared/types.js").Survey} Survey
 * @typedef {import("shared/types.js").SurveyOptions} Options
 * @typedef {{words?: string, kind: string, options: Options, answer?: unknown, tell: (said: any) => void}} Step
 */

import { newId } from "shared/ids.js";
import { make } from "shared/make.js";
import { part } from "shared/parts.js";

const NUMBERED = new Set(["ces", "nps"]);
const THUMB = "M4 11h3v9H4zM7 11l4-8q3 1 2 6h6q2 0 1 2l-1 7q0 2-2 2H7";

/** @param {import("feedback/start.js").Widget} widget */
export function beginSurvey({ session, outbox, connection, parent, render }) {
  const box = make("section", { class: "survey card" });
  let [asked, seen, painted, at, was] = [0, 0, "", 0, 0];
  part("typing").before(box);

  /** @param {string} type @param {object} [said] */
  const send = (type, said) => outbox.add({ type, id: newId(), survey: asked, ...said });

  /** @param {Survey} survey @param {Partial<Survey>} said */
  const rate = ({ score, open, contact }, said) => send("rate", { score, open, contact, ...said });

  /** @param {number} step */
  function go(step) {
    at = step;
    render();
  }

  /** @param {string | undefined} words @param {() => void} run */
  const link = (words, run) => make("button", { type: "button", class: "button bare", run }, words);

  /** @param {Survey} survey @returns {Step[]} */
  function stepsOf(survey) {
    const { words, score, contact, low, scale, options } = survey;
    return [
      { words: words.title, kind: scale, options, answer: score, tell: (tapped) => rate(survey, { score: tapped }) },
      ...(score && score <= low ? [contactStep(survey, words, contact)] : []),
      ...asksAfter(survey).map((one) => ({ ...one, tell: (/** @type {any} */ said) => send("answer", { question: one.id, [one.kind === "text" ? "text" : "number"]: said }) })),
    ];
  }

  /** @param {Survey} survey @param {Survey["words"]} words @param {boolean} contact @returns {any} */
  const contactStep = (survey, { sorry, yes, no }, contact) => ({
    words: sorry,
    kind: "choice",
    options: [[1, yes], [0, no]],
    answer: +contact,
    tell: (/** @type {number} */ wants) => rate(survey, wants ? { open: true, contact: true } : { contact: false }),
  });

  /** @param {Step} step @param {() => void} next */
  const row = ({ kind, options, answer, tell }, next) =>
    make("p", { class: `survey-row ${kind}` }, ...options.map(([value, title]) => {
      const look = kind === "choice" ? title : NUMBERED.has(kind) ? String(value) : face(value, kind);
      const run = () => {
        tell(value);
        next();
      };
      return make("button", { type: "button", "aria-pressed": String(value === answer), title, run }, look);
    }));

  /** @param {Step} step @param {() => void} next @param {string | undefined} words */
  function field({ answer, tell }, next, words) {
    const text = make("textarea", { rows: "3", dir: "auto", maxlength: "2000", "aria-labelledby": "survey" });
    const typed = was === at && box.querySelector("textarea"); // painted again while somebody writes
    text.value = typed ? typed.value : String(answer ?? "");
    const run = () => {
      tell(text.value.trim());
      next();
    };
    return [text, make("button", { type: "button", class: "button", run }, words)];
  }

  /** @param {Survey} survey */
  function end({ contact, words }) {
    const mail = contact ? [make("p", {}, words.back), link(words.mail, () => part("data").click())] : [];
    return [...mail, link(words.change, () => go(0))];
  }

  /** @param {Survey} survey @param {Step | undefined} step */
  function inside(survey, step) {
    const { words, score } = survey;
    if (!step) return end(survey);
    const next = () => go(at + 1);
    const skip = score ? link(words.skip, next) : link(words.later, () => send("skip_survey"));
    return step.kind === "text" ? [...field(step, next, words.send), skip] : [row(step, next), skip];
  }

  /** @param {Survey} survey */
  function paint(survey) {
    const { words, score, open, contact } = survey;
    const step = stepsOf(survey)[at];
    /** @type {HTMLInputElement} */
    const tick = make("input", { type: "checkbox", run: () => rate(survey, { open: tick.checked, contact: contact && tick.checked }) });
    tick.checked = open;
    const title = make("h2", { id: "survey", tabindex: "-1" }, step ? step.words : words.thanks);
    const before = document.activeElement;
    const had = box.contains(before) && (before instanceof HTMLInputElement ? tick : title);
    const allow = score ? make("label", {}, tick, words.allow) : "";
    box.replaceChildren(title, ...inside(survey, step), allow, make("small", {}, open ? words.open : words.anonymous));
    if (had) had.focus();
    was = at;
  }

  return {
    look() {
      const survey = withTaps(session.welcome?.survey, outbox.items());
      box.hidden = !survey;
      if (!survey) return;
      if (asked !== survey.id) [asked, at] = [survey.id, survey.score ? 99 : 0];
      const state = JSON.stringify([survey, at]);
      if (state !== painted) paint(survey);
      painted = state;
      if (seen !== asked && parent.attentive && connection.send({ type: "survey_shown", survey: asked })) seen = asked;
    },
  };
}

/**
 * What is asked, with what was tapped here and is not acknowledged yet.
 * @param {Survey | null | undefined} told
 * @param {{frame: import("shared/types.js").Send}[]} waiting
 */
export function withTaps(told, waiting) {
  const survey = told && structuredClone(told);
  for (const { frame } of waiting) {
    if (!survey || frame.survey !== survey.id) continue;
    const { type, question, number, text, score, open, contact } = /** @type {any} */ (frame);
    if (type === "rate") Object.assign(survey, { score, open, contact });
    else if (!question) return null;
    for (const one of survey.questions) if (one.id === question) one.answer = number ?? (text || null);
  }
  return survey;
}

/** What follows the tap. @param {Survey} survey */
export function asksAfter({ score, questions }) {
  return questions.filter(({ from, to }) => score && from <= score && score <= to);
}

/** Drawn with one line. @param {number} value @param {string} kind */
function face(value, kind) {
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  const bend = 2.5 * (value - 3);
  svg?.setAttribute("viewBox", "0 0 24 24");
  path?.setAttribute("d", kind === "thumbs" ? THUMB : `M12 2.5a9.5 9.5 0 1 0 .1 0M8.5 9.5v.1M15.5 9.5v.1M7.5 ${15.5 - 0.4 * bend}q4.5 ${bend} 9 0`);
  if (kind === "thumbs" && value < 3) path?.setAttribute("transform", "rotate(180 12 12)");
  svg?.append(path ?? "");
  return svg ?? "";
}
