/** Say in a sentence how a form stands. */

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

/** Write an instant as the hour and minute here. */
export const hour = (at) => (at ? clock.format(new Date(at)) : "");

/** Give the sentence of each state. */
export const SENTENCES = {
  saved: ({ at }) => (at ? `Saved at ${hour(at)}.` : "Nothing to save."),
  typing: () => "Not saved yet …",
  saving: () => "Saving …",
  held: ({ fields, at }) =>
    `${at ? `Saved at ${hour(at)}, but for` : "Kept in this browser until there is"} ${number(fields.length)}.`,
  offline: () => "No connection. Keep typing: it is kept in this browser and saved when the server answers again.",
  "logged-out": () => "You are logged out. Keep typing: it is kept in this browser and saved after you log in.",
  conflict: ({ conflicts }) =>
    conflicts === 1 ? "Someone else changed what you changed: choose below." : `Someone else changed what you changed, in ${conflicts} places: choose below.`,
  refused: ({ because }) => `Not saved: ${because} It is kept in this browser.`,
};

const number = (count) => (count === 1 ? "1 field" : `${count} fields`);

/** Say why an answer that is no save ends the attempt. */
export function because(answer, user) {
  if (answer.other) return `${answer.other} has logged in here, and this was written by ${user}. Log in as ${user}.`;
  if (answer.status === 404) return "somebody has deleted this record.";
  return answer.body.detail ?? `the server answered ${answer.status}.`;
}
