// Open a row that was just added: rows already saved stay folded until an editor opens them.
"use strict";
document.addEventListener("formset:added", (event) => {
    const row = event.target.parentElement;
    if (row && row.matches("[x-data*='openRow']")) {
        // Alpine takes the row up after this event.
        setTimeout(() => { window.Alpine.$data(row).openRow = true; });
    }
});

// Lead from a problem to the place where it is mended, through the tab that holds it.
document.addEventListener("click", (event) => {
    const link = event.target.closest(".standing a[href^='#']");
    if (!link) {
        return;
    }
    event.preventDefault();
    const tab = document.querySelector(`#tabs-items a[href='${link.hash}']`);
    (tab || document.querySelector("#tabs-items a[href='#general']"))?.click();
    const place = tab ? tab : document.getElementById(link.hash.slice(1));
    setTimeout(() => {
        place?.scrollIntoView({ block: "center" });
        place?.focus();
    });
});
