// Lets filters change a list in place, by htmx; without it each is a page of its own.

const body = document.body;
const spoken = document.getElementById("told");
const HEAD = 'link[rel="alternate"], meta[name="robots"]';
let opened = [];
let typed = [];
let focused = "";
let telling;

// an address names the filters that are set, and no others
body.addEventListener("htmx:configRequest", (event) => {
  const asked = event.detail.parameters;
  for (const name of Object.keys(asked)) {
    const values = [asked[name]].flat().filter((value) => value !== "");
    if (values.length) asked[name] = values;
    else delete asked[name];
  }
});

// a text is sent as it stands; what differs from that later is still being typed
body.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (!elt.matches("form")) return;
  for (const each of elt.querySelectorAll("input[type=text]")) each.defaultValue = each.value;
});

// a refusal shows the form with its sentences; what stood open stays open; focus and what is typed are kept
body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
  focused = document.activeElement.id;
  opened = [...document.querySelectorAll("#list details[id][open]")].map((each) => each.id);
  typed = [...document.querySelectorAll("#list input[type=text]")]
    .filter((each) => each.value !== each.defaultValue)
    .map(({ id, value, defaultValue, selectionStart, selectionEnd }) =>
      ({ id, value, sent: defaultValue, caret: [selectionStart, selectionEnd] }));
});

body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.elt.id !== "list") return;
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  for (const { id, value, sent, caret } of typed) {
    const field = document.getElementById(id);
    if (field?.defaultValue !== sent) continue; // what was followed says something else there
    field.value = value;
    field.setSelectionRange(...caret);
  }
  (document.getElementById(focused || "results") ?? body).focus({ preventScroll: true });
  tell(document.getElementById("results"));
  renew(event.detail.xhr.responseText);
});

// says what is shown now, anew where it is the same; a refusal is an alert, which says itself
function tell(results) {
  clearTimeout(telling);
  spoken.textContent = "";
  if (!results) return;
  const words = `${results.textContent}: ${results.dataset.told}`;
  telling = setTimeout(() => (spoken.textContent = words), 100);
}

// gives the page the head of the page at its address: its formats, and whether it may be found
function renew(answer) {
  const { head } = new DOMParser().parseFromString(answer, "text/html");
  document.head.querySelectorAll(HEAD).forEach((each) => each.remove());
  document.head.append(...head.querySelectorAll(HEAD));
}

// going back leads to what was sent or followed, and not through each value that arrow keys walk over
body.addEventListener("htmx:beforeHistoryUpdate", ({ detail: { history: entry, requestConfig } }) => {
  const here = location.pathname + location.search;
  if (requestConfig.triggeringEvent?.type === "change" || entry.path === here) entry.type = "replace";
});

// what cannot be had in place is asked for as a page, which says why
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  body.addEventListener(failure, (event) => {
    if (event.detail.target?.id === "list") location.assign(event.detail.pathInfo.finalRequestPath);
  });
}
