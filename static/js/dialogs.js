// Opens and closes <dialog>, and closes menus (<details class="menu">) when the attention moves on.
function open(dialog) {
  if (!dialog.open) dialog.showModal();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialogOpen);
    if (dialog) {
      event.preventDefault(); // without script the opener is a link to the same form on a page of its own
      open(dialog);
    }
  }
  if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog")?.close();
  if (event.target.matches("dialog.dialog")) {
    const box = event.target.getBoundingClientRect();
    const inside =
      event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A form inside a dialog that was answered without an error closes it; one with errors stays open.
document.addEventListener("htmx:after:swap", (event) => {
  const ctx = event.detail.ctx;
  const dialog = ctx?.sourceElement?.closest?.("dialog[data-dialog-closes]");
  if (dialog && (ctx.response?.status ?? 200) < 400) {
    dialog.close();
    dialog.querySelector("form:not([method='dialog'])")?.reset();
  }
  for (const waiting of document.querySelectorAll("dialog[data-dialog-auto]:not([open])")) open(waiting);
});

for (const waiting of document.querySelectorAll("dialog[data-dialog-auto]:not([open])")) open(waiting);
