/**
 * A customer's mood in words. Pure, apart from the reader's language.
 *
 * @typedef {import("console/types.js").Mood} Mood
 * @typedef {import("console/types.js").MoodSignal} MoodSignal
 */

import { duration } from "console/format.js";
import { say, sayCount } from "console/words.js";

/** From this score on somebody is not just calm. */
const TENSE = 15;

/** @param {Mood | undefined} mood @returns {"calm" | "tense" | "upset"} */
export function levelOf(mood) {
  if (mood?.upset_since) return "upset";
  return (mood?.score ?? 0) >= TENSE ? "tense" : "calm";
}

/** "Upset, rising" @param {Mood} mood */
export function moodLine(mood) {
  const level = say(`mood_level_${levelOf(mood)}`);
  return mood.trend === "steady" ? level : say("mood_line", { level, trend: say(`mood_trend_${mood.trend}`) });
}

/**
 * "says the same again, 2 times"
 * @param {MoodSignal} part
 * @param {number | null} waited seconds the customer has waited by now; null: they do not
 */
export function signalWords({ signal, detail }, waited) {
  if (signal === "slow" && waited !== null && waited >= 60) return say("mood_signal_waits", { time: duration(waited) });
  if (signal === "repeats") return sayCount("mood_signal_repeats", (detail ?? 2) - 1);
  if (signal === "person" && (detail ?? 1) > 1) return say("mood_signal_person_again");
  return say(`mood_signal_${signal}`, { time: duration(detail ?? 0) });
}

/**
 * The heaviest reasons in one line: "says the same again; 3:10 without an answer"
 * @param {Mood} mood
 * @param {number | null} waited
 * @param {number} most
 */
export function reasons(mood, waited, most) {
  return mood.signals.slice(0, most).map((part) => signalWords(part, waited)).join("; ");
}
