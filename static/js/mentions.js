// @ in a textarea[data-mentions="list"] offers the names in #list; without script the name is typed, or ticked.
const MOST = 6;
let box = null; // the open list: { area, start, menu, at }

function names(area) {
  return [...(document.getElementById(area.dataset.mentions)?.children ?? [])].map((item) => item.textContent.trim());
}

function close() {
  if (!box) return;
  box.menu.remove();
  box.area.removeAttribute("aria-activedescendant");
  box.area.removeAttribute("aria-controls");
  box = null;
}

function choose(name) {
  const { area, start } = box;
  area.setRangeText(`@${name} `, start, area.selectionStart, "end");
  close();
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function mark(at) {
  const items = [...box.menu.children];
  box.at = (at + items.length) % items.length;
  items.forEach((item, place) => item.setAttribute("aria-selected", String(place === box.at)));
  box.area.setAttribute("aria-activedescendant", items[box.at].id);
}

function offer(area) {
  const before = area.value.slice(0, area.selectionStart);
  const typed = /(?:^|[^\p{L}\p{N}_@.])@([\p{L}\p{N} .'-]{0,40})$/u.exec(before);
  const part = typed?.[1].toLowerCase();
  const found = typed ? names(area).filter((name) => matches(name.toLowerCase(), part)).slice(0, MOST) : [];
  close();
  if (!found.length) return;
  const menu = document.createElement("ul");
  menu.className = "mention-menu";
  menu.id = `${area.id}-names`;
  menu.setAttribute("role", "listbox");
  menu.setAttribute("aria-label", "Colleagues");
  found.forEach((name, place) => {
    const item = document.createElement("li");
    item.id = `${menu.id}-${place}`;
    item.setAttribute("role", "option");
    item.textContent = name;
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(name);
    });
    menu.append(item);
  });
  area.after(menu);
  area.setAttribute("aria-controls", menu.id);
  box = { area, start: area.selectionStart - part.length - 1, menu, at: 0 };
  mark(0);
}

function matches(name, part) {
  return name.startsWith(part) || name.split(/\s+/).some((word) => part && word.startsWith(part));
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("textarea[data-mentions]")) offer(event.target);
});

document.addEventListener("keydown", (event) => {
  if (!box || event.target !== box.area || event.isComposing) return;
  if (event.key === "ArrowDown") mark(box.at + 1);
  else if (event.key === "ArrowUp") mark(box.at - 1);
  else if (event.key === "Enter" || event.key === "Tab") choose(box.menu.children[box.at].textContent);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("focusout", (event) => {
  if (box && event.target === box.area) close();
});

// Ctrl Enter says it.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches?.("textarea[data-mentions]")) {
    event.preventDefault();
    event.target.form?.requestSubmit();
  }
});
