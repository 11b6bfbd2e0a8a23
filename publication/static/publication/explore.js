// Lets filters change a list in place, by htmx; without it each is a page of its own.

const body = document.body;
let opened = [];
let focused = "";

// an address names the filters that are set, and no others
body.addEventListener("htmx:configRequest", (event) => {
  const asked = event.detail.parameters;
  for (const name of Object.keys(asked)) {
    const values = [asked[name]].flat().filter((value) => value !== "");
    if (values.length) asked[name] = values;
    else delete asked[name];
  }
});

// a refusal shows the form with its sentences; what stood open stays open, and the focus is not lost
body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
  focused = document.activeElement.id;
  opened = [...document.querySelectorAll("#list details[id][open]")].map((each) => each.id);
});

body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.elt.id !== "list") return;
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  (document.getElementById(focused || "results") ?? body).focus({ preventScroll: true });
});

// what cannot be had in place is asked for as a page, which says why
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  body.addEventListener(failure, (event) => {
    if (event.detail.target?.id === "list") location.assign(event.detail.pathInfo.finalRequestPath);
  });
}
