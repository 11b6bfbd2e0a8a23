// Open a row that was just added: rows already saved stay folded until an editor opens them.
"use strict";
document.addEventListener("formset:added", (event) => {
    const row = event.target.parentElement;
    if (row && row.matches("[x-data*='openRow']")) {
        // Alpine takes the row up after this event.
        setTimeout(() => { window.Alpine.$data(row).openRow = true; });
    }
});
