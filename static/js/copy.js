// Buttons that copy a text: data-copy names the field or the element that holds it.
import { toast } from "./toasts.js";

function select(source) {
  if ("select" in source) source.select();
  else getSelection()?.selectAllChildren(source);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  select(source);
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    toast({ text: "Copied" });
  } catch {
    toast({ text: "This browser does not let the page copy: it is selected, press Ctrl+C.", kind: "bad" });
  }
});
