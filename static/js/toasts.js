// Short messages in a live region, and plain words when the server gives no usable answer.
const STAY = 7000;
const SWAPPED = new Set([409, 422]);
const region = document.getElementById("toasts");
const sprite = document.querySelector('meta[name="parley-icons"]')?.content ?? "";

function icon(name) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(ns, "use"));
  svg.firstChild.setAttribute("href", `${sprite}#${name}`);
  return svg;
}

function leave(toast) {
  if (toast.matches(":hover, :focus-within")) {
    setTimeout(leave, STAY, toast);
    return;
  }
  toast.classList.add("is-leaving");
  setTimeout(() => toast.remove(), 150);
}

function arm(toast) {
  if (toast.dataset.armed) return;
  toast.dataset.armed = "1";
  if (!toast.classList.contains("toast-bad")) setTimeout(leave, STAY, toast);
}

export function toast({ text, kind = "good", action = null, label = "Undo" }) {
  if (!region) return;
  for (const old of region.children) {
    if (old.querySelector("span")?.textContent === text) old.remove();
  }
  const item = document.createElement("li");
  item.className = kind === "bad" ? "toast toast-bad" : "toast";
  const words = document.createElement("span");
  words.textContent = text;
  item.append(icon(kind === "bad" ? "warning" : "check"), words);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-quiet";
  button.textContent = action ? label : "Close";
  button.addEventListener("click", () => {
    item.remove();
    action?.();
  });
  item.append(button);
  region.append(item);
  arm(item);
}

document.addEventListener("toast", (event) => toast(event.detail ?? {}));
document.addEventListener("click", (event) => event.target.closest("[data-toast-close]")?.closest(".toast")?.remove());

// An error page never lands inside a page: only what a form expects (409, 422) is swapped in.
document.addEventListener("htmx:before:swap", (event) => {
  const status = event.detail.ctx?.response?.status ?? 200;
  if (status >= 400 && !SWAPPED.has(status)) event.preventDefault();
});

// The head of a deal says that a field is not saved and will be sent again (saving.js).
function said(element) {
  if (element?.closest?.("[data-quiet]")) return true;
  return Boolean(document.getElementById("live-status")) && Boolean(element?.matches?.("form[data-cell], form.field-group"));
}

const WORDS = {
  403: "You may not do that on this deal.",
  404: "That is no longer here. Load the page again.",
  413: "That is too large to send.",
  429: "Too many requests. Wait a moment and try again.",
};

document.addEventListener("htmx:response:error", (event) => {
  const status = event.detail.ctx.response.status;
  const element = event.detail.ctx.sourceElement;
  if (SWAPPED.has(status) || element?.closest?.("[data-quiet]") || (status >= 500 && said(element))) return;
  toast({ text: WORDS[status] ?? "The server could not do that. What you typed is still here.", kind: "bad" });
});

document.addEventListener("htmx:error", (event) => {
  if (said(event.detail.ctx?.sourceElement)) return;
  toast({ text: "No answer from the server. What you typed is still here.", kind: "bad" });
});

document.addEventListener("htmx:after:swap", () => region?.querySelectorAll(".toast").forEach(arm));
region?.querySelectorAll(".toast").forEach(arm);
