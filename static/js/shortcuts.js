// Keys for what has data-shortcut ("t", "/", "mod+z", "g p"), never while somebody types; "?" lists them.
const TYPING = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable]";
const ALWAYS = [
  ["?", "Show this list"],
  ["Esc", "Close, or take back what was typed"],
];

function shown(element) {
  return element.checkVisibility?.() ?? element.getClientRects().length > 0;
}

function targets() {
  return [...document.querySelectorAll("[data-shortcut]")].filter(
    (element) => shown(element) || element.tagName === "SUMMARY" || element.hasAttribute("data-shortcut-hidden"),
  );
}

function pressed(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!event.ctrlKey && !event.metaKey) return key;
  return `mod+${event.shiftKey ? "shift+" : ""}${key}`;
}

// A letter that begins pairs of keys ("g p") waits this long for the second one.
const WAIT = 1200;
let began = { key: "", at: 0 };

function found(key, now) {
  const waits = began.key && now - began.at < WAIT;
  const all = targets();
  const pair = waits && all.find((element) => element.dataset.shortcut === `${began.key} ${key}`);
  began = { key: "", at: 0 };
  if (pair) return pair;
  if (all.some((element) => element.dataset.shortcut.startsWith(`${key} `))) began = { key, at: now };
  return all.find((element) => element.dataset.shortcut === key);
}

function words(element) {
  const label = element.dataset.shortcutName ?? element.getAttribute("aria-label") ?? element.placeholder;
  if (label) return label;
  const copy = element.cloneNode(true);
  for (const key of copy.querySelectorAll("kbd")) key.remove();
  return copy.textContent.trim().replace(/\s+/g, " ");
}

function keyName(shortcut) {
  const mac = navigator.platform.startsWith("Mac");
  return shortcut.replace("mod+", mac ? "⌘ " : "Ctrl ").replace("shift+", mac ? "⇧ " : "Shift ").replace(/(^|\s)([a-z])(?=$|\s)/g, (_, gap, key) => gap + key.toUpperCase());
}

function list() {
  const dialog = document.getElementById("shortcuts");
  const place = dialog?.querySelector("[data-shortcuts-list]");
  if (!place) return;
  const known = new Map(targets().map((element) => [element.dataset.shortcut, words(element)]));
  if (document.querySelector("form[data-cell]")) {
    known.set("Enter", "Save the cell and go down; with Shift, up");
    known.set("↑ ↓", "The cell above or below");
    known.set("Alt H", "Earlier values of the cell");
  }
  place.replaceChildren();
  for (const [key, label] of [...[...known].map(([key, label]) => [keyName(key), label]), ...ALWAYS]) {
    const word = document.createElement("dt");
    word.textContent = label;
    const value = document.createElement("dd");
    const cap = document.createElement("kbd");
    cap.textContent = key;
    value.append(cap);
    place.append(word, value);
  }
  if (!dialog.open) dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing || event.repeat) return;
  if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]:modal")) return;
  const key = pressed(event);
  if (key === "?") {
    list();
    event.preventDefault();
    return;
  }
  const target = found(key, event.timeStamp);
  if (!target || target.disabled) return;
  event.preventDefault();
  if (target.matches(TYPING)) target.focus();
  else target.click();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shortcuts-open]")) list();
});
