// "Hide secrets" for sharing a screen. Only the switch is remembered, never a value.
const root = document.documentElement;

function hidden() {
  return root.classList.contains("secrets-hidden");
}

function show() {
  for (const button of document.querySelectorAll("[data-secrets-toggle]")) {
    button.setAttribute("aria-pressed", String(hidden()));
    button.querySelector("use")?.setAttribute(
      "href",
      button.querySelector("use").getAttribute("href").replace(/#.*/, hidden() ? "#eye-off" : "#eye"),
    );
  }
  // A blank field must not be read out or typed into unseen either.
  for (const field of document.querySelectorAll(".secret:is(input, select), .secret :is(input, select)")) {
    field.inert = hidden();
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-secrets-toggle]")) return;
  root.classList.toggle("secrets-hidden");
  try {
    sessionStorage.setItem("secrets-hidden", hidden() ? "1" : "0");
  } catch {
    // storage is switched off
  }
  show();
  document.dispatchEvent(
    new CustomEvent("toast", { detail: { text: hidden() ? "Secrets are hidden on this screen" : "Secrets are shown" } }),
  );
});

document.addEventListener("htmx:after:swap", show);
show();
