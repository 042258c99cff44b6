/**
 * How the chat was: one tap, then what else is asked, one thing at a time. A tap goes through the
 * outbox, so that it shows at once and survives a lost line; it is no bubble.
 *
 * @typedef {[number, string][]} Options what can be answered, and how it reads
 * @typedef {{id: number, kind: string, words: string, options: Options, from: number, to: number, answer: number | string | null}} Question
 * @typedef {{score: number | null, open: boolean, contact: boolean}} Rating
 * @typedef {Rating & {id: number, scale: string, low: number, options: Options, questions: Question[], words: Record<string, string>}} Survey
 */

import { element } from "feedback-later/elements.js";
import { newId } from "shared/ids.js";
import { part } from "shared/parts.js";

const SVG = "http://www.w3.org/2000/svg";
const THUMB = "M4 11h3v9H4zM7 11l4-8c2 0 2.5 1.5 2 3.5L12.5 9H19a1.5 1.5 0 0 1 1.5 1.8l-1.5 7.5a2 2 0 0 1-2 1.7H7";

/** @param {import("feedback/start.js").Widget} widget */
export function beginSurvey({ session, outbox, connection, parent, render }) {
  const box = element("section", { class: "survey" });
  let [asked, shown, painted, at] = [0, 0, "", 0];
  document.head.append(/** @type {HTMLTemplateElement} */ (document.getElementById("survey-style")).content);
  part("typing").before(box);

  /** @param {string} type @param {object} [said] */
  const send = (type, said) => outbox.add({ type, id: newId(), survey: asked, ...said });

  /** @param {number} [step] */
  function go(step = at + 1) {
    at = step;
    render();
  }

  /** @param {Survey} survey @param {number} step */
  function paint(survey, step) {
    const { words, score, open, contact, low } = survey;
    const asks = survey.questions.filter(({ from, to }) => score && from <= score && score <= to);
    const steps = [0, ...(score && score <= low ? [1] : []), ...asks, 2];
    const what = steps[(at = Math.min(step, steps.length - 1))];
    const question = typeof what === "object" ? what : null;

    /** @param {Partial<Rating>} said */
    const rate = (said) => send("rate", { score, open, contact, ...said });
    /** @param {string | undefined} said @param {() => void} run */
    const link = (said, run) => element("button", { type: "button", class: "linkish", run }, said);
    /** @param {Options} options @param {string} kind @param {unknown} chosen @param {(value: number) => void} pick */
    const row = (options, kind, chosen, pick) => [
      element("p", { class: `survey-row ${kind}`, role: "group" }, ...options.map(([value, label]) => {
        const look = kind === "choice" ? label : kind === "ces" || kind === "nps" ? String(value) : face(value, kind);
        const run = () => (pick(value), go());
        return element("button", { type: "button", "aria-pressed": String(value === chosen), title: label, "aria-label": label || String(value), run }, look);
      })),
      kind === "choice" ? "" : element("p", { class: "survey-ends", "aria-hidden": "true" }, ...[options[0], options.at(-1)].map((end) => element("span", {}, end?.[1]))),
    ];
    const skip = link(words.skip, go.bind(null, undefined));

    /** @returns {(Node | string)[]} */
    const inside = () => {
      if (question?.kind === "text") return written(question);
      if (question) return [...row(question.options, question.kind, question.answer, (number) => send("answer", { question: question.id, number })), skip];
      if (what === 0) return [...row(survey.options, survey.scale, score, (tapped) => rate({ score: tapped })), score ? skip : link(words.later, () => send("skip_survey"))];
      if (what === 1) return row([[1, words.yes ?? ""], [0, words.no ?? ""]], "choice", Number(contact), (yes) => rate({ contact: !!yes, ...(yes && { open: true }) }));
      const mail = contact && words.mail ? link(words.mail, () => part("data").click()) : "";
      return [contact ? element("p", {}, words.back) : "", mail, link(words.change, () => go(0))];
    };

    /** @param {Question} asking */
    const written = (asking) => {
      const field = element("textarea", { rows: "3", dir: "auto", maxlength: "2000", "aria-labelledby": "survey-title" });
      field.value = String(asking.answer ?? "");
      const form = element("form", {}, field, element("button", { class: "button" }, words.send), " ", skip);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const text = field.value.trim();
        if (text !== (asking.answer ?? "")) send("answer", { question: asking.id, text });
        go();
      });
      return [form];
    };

    const tick = element("input", { type: "checkbox", run: () => rate({ open: tick.checked, contact: contact && tick.checked }) });
    tick.checked = open;
    const title = element("h2", { id: "survey-title", tabindex: "-1" }, question?.words ?? [words.title, words.sorry, words.thanks][Number(what)]);
    const before = box.contains(document.activeElement) && document.activeElement;
    box.replaceChildren(title, ...inside(), score ? element("label", {}, tick, words.allow) : "", element("small", {}, open ? words.open : words.anonymous));
    if (before) (before instanceof HTMLInputElement ? tick : title).focus();
  }

  /** What is asked, with what was tapped here and is not acknowledged yet. @returns {Survey | null} */
  function current() {
    /** @type {Survey | null} */
    let survey = structuredClone(/** @type {any} */ (session.welcome)?.survey ?? null);
    for (const { frame } of outbox.items()) {
      if (!survey || frame.survey !== survey.id) continue;
      const { type, question, score, open, contact } = /** @type {any} */ (frame);
      const answered = survey.questions.find(({ id }) => id === question);
      if (type === "skip_survey") survey = null;
      else if (answered) answered.answer = /** @type {any} */ (frame).number ?? /** @type {any} */ (frame).text;
      else if (type === "rate") Object.assign(survey, { score, open, contact });
    }
    return survey;
  }

  return {
    look() {
      const survey = current();
      box.hidden = !survey;
      if (!survey) return;
      if (asked !== survey.id) [asked, at] = [survey.id, survey.score ? Infinity : 0];
      const state = JSON.stringify([survey, at]);
      if (state !== painted) paint(survey, at);
      painted = JSON.stringify([survey, at]);
      if (shown !== asked && parent.attentive && connection.send({ type: "survey_shown", survey: asked })) shown = asked;
    },
  };
}

/** Drawn with one line. @param {number} value @param {string} kind */
function face(value, kind) {
  const [svg, path] = [document.createElementNS(SVG, "svg"), document.createElementNS(SVG, "path")];
  const bend = 2.5 * (value - 3);
  const isThumb = kind === "thumbs";
  svg.setAttribute("viewBox", "0 0 24 24");
  path.setAttribute("d", isThumb ? THUMB : `M12 2.5a9.5 9.5 0 1 0 .1 0M8.5 9.5v.1M15.5 9.5v.1M7.5 ${15.5 - 0.4 * bend}q4.5 ${bend} 9 0`);
  if (isThumb && value < 3) path.setAttribute("transform", "rotate(180 12 12)");
  svg.append(path);
  return svg;
}
