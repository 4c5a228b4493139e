// Alt and H in a cell goes to the values that it has had before.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.code !== "KeyH" || event.ctrlKey || event.metaKey) return;
  const url = event.target.closest?.("[data-history]")?.dataset.history;
  if (!url) return;
  event.preventDefault();
  window.location.assign(url);
});
