// Account pages: show a typed password, know the time zone, speak about passkeys.
import { toast } from "./toasts.js";

for (const input of document.querySelectorAll('input[type="password"]')) {
  const box = document.createElement("div");
  const button = document.createElement("button");
  box.className = "password-field";
  button.type = "button";
  button.className = "link-button small";
  button.textContent = "Show";
  button.setAttribute("aria-label", "Show the password");
  button.setAttribute("aria-pressed", "false");
  input.replaceWith(box);
  box.append(input, button);
  button.addEventListener("click", () => {
    const show = input.type === "password";
    input.type = show ? "text" : "password";
    button.textContent = show ? "Hide" : "Show";
    button.setAttribute("aria-pressed", String(show));
  });
  input.form?.addEventListener("submit", () => {
    input.type = "password"; // so that no browser keeps it as a text typed into a form
  });
}

const zone = document.querySelector('input[type="hidden"][name="timezone"]');
if (zone && !zone.value) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const given = event.detail?.exception?.name === "NotAllowedError";
  toast({
    text: given ? "No passkey was used. Try again, or go on another way." : "This browser could not use a passkey here.",
    kind: "bad",
  });
});
