// Runs before the first paint, so that a screen being shared never flashes a secret.
(function () {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    if (sessionStorage.getItem("secrets-hidden") === "1") root.classList.add("secrets-hidden");
  } catch {
    // storage is switched off: the switch then lasts for one page
  }
})();
