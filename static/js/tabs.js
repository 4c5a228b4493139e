// Where a row of tabs is wider than the screen, the current one is brought into sight.
for (const row of document.querySelectorAll(".tabs, .subtabs")) {
  const tab = row.querySelector("[aria-current=page]");
  if (tab) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}
