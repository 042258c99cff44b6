/**
 * Files for the widget's next message, from the first one on that somebody reaches for.
 *
 * @typedef {import("later/uploads.js").UploadsOptions} UploadsOptions
 * @typedef {Omit<import("later/tray.js").TrayOptions, "onChange">} TrayOptions
 */

import { Tray } from "later/tray.js";
import { Uploads } from "later/uploads.js";

/** @param {UploadsOptions & TrayOptions} options @param {(uploads: Uploads) => void} onChange */
export function attach(options, onChange) {
  const uploads = new Uploads(options);
  new Tray({ ...options, onChange: () => onChange(uploads) }).show(uploads);
  return uploads;
}
