/** How long an article takes: an estimate from its length, corrected by the articles before. */

import { byId } from "./dom.js";

/** Characters by which every text is longer for the estimate: what a request costs at least. */
const FLOOR = 500;

/** Milliseconds a character, to begin with: docs/speed.md. */
let pace = 0.3;

/**
 * Shows how long a text has been taking.
 * @param {number} length of the text
 * @returns {(read: boolean) => void} to be called when it is over, with whether the text was read
 */
export function wait(length) {
  const begun = performance.now();
  const expected = pace * (length + FLOOR);
  const bar = byId("progress");
  const tick = () => {
    const elapsed = performance.now() - begun;
    const late = elapsed > expected;
    if (late) bar.removeAttribute("value");
    else bar.value = elapsed / expected;
    byId("waiting-text").textContent = late
      ? `${seconds(elapsed)} so far, longer than the estimate of ${seconds(expected)}. Other texts may be in line.`
      : `${seconds(elapsed)} of about ${seconds(expected)}, by an estimate from ${length.toLocaleString("en")} characters.`;
  };
  tick();
  const timer = setInterval(tick, 200);
  return (read) => {
    clearInterval(timer);
    if (read) pace = (pace + (performance.now() - begun) / (length + FLOOR)) / 2;
  };
}

/** @param {number} milliseconds */
const seconds = (milliseconds) => `${Math.round(milliseconds / 1000)} s`;
