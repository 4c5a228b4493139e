// A list put in order by dragging, or by keyboard: Space picks up, arrows move, Space drops, Escape takes back.
// The order goes into <input name="order"> of the form around it; with data-sort-submit it is sent at once.
const ITEM = "[data-sort-item]";
let carried = null; // { item, before, by }

function items(list) {
  return [...list.querySelectorAll(`:scope > ${ITEM}`)];
}

// Rows that belong to an item (an opened detail) travel with it.
function group(item) {
  const all = [item];
  for (let next = item.nextElementSibling; next && !next.matches(ITEM); next = next.nextElementSibling) all.push(next);
  return all;
}

function put(item, place) {
  const list = item.parentElement;
  const all = items(list).filter((other) => other !== item);
  const next = all[place] ?? null;
  const moved = group(item);
  if (next) next.before(...moved);
  else list.append(...moved);
}

function place(item) {
  return items(item.parentElement).indexOf(item);
}

function say(item, words) {
  const status = item.closest("form, section, main")?.querySelector("[data-sort-status]");
  if (status) status.textContent = words;
}

function name(item) {
  return item.dataset.sortName ?? item.querySelector("b, .issue-title, th")?.textContent.trim() ?? "It";
}

function pick(item, by) {
  carried = { item, before: place(item), by };
  item.classList.add(by === "key" ? "is-carried" : "is-dragging");
  if (by === "key") say(item, `${name(item)} picked up, place ${place(item) + 1}. Arrows move it, Space drops it.`);
}

function drop(keep) {
  const { item, before } = carried;
  carried = null;
  item.classList.remove("is-carried", "is-dragging");
  if (!keep) put(item, before);
  const list = item.closest("[data-sortable]");
  if (!keep || place(item) === before) {
    say(item, keep ? "" : `${name(item)} is back at place ${before + 1}.`);
    return;
  }
  say(item, `${name(item)} is now at place ${place(item) + 1} of ${items(list).length}.`);
  const form = list.closest("form") ?? document.getElementById(list.dataset.sortForm ?? "");
  const order = form?.elements.order;
  if (order) order.value = items(list).map((one) => one.dataset.id).join(",");
  list.dispatchEvent(new CustomEvent("sorted", { bubbles: true }));
  if (form && list.hasAttribute("data-sort-submit")) form.requestSubmit();
}

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-sort-grip]");
  if (!grip || event.button !== 0 || carried) return;
  grip.setPointerCapture(event.pointerId);
  pick(grip.closest(ITEM), "pointer");
});

document.addEventListener("pointermove", (event) => {
  if (carried?.by !== "pointer") return;
  const { item } = carried;
  const others = items(item.parentElement);
  const here = others.indexOf(item);
  const box = (one) => one.getBoundingClientRect();
  const previous = others[here - 1];
  const next = others[here + 1];
  if (previous && event.clientY < box(previous).top + box(previous).height / 2) put(item, here - 1);
  else if (next && event.clientY > box(next).top + box(next).height / 2) put(item, here + 1);
});

for (const kind of ["pointerup", "pointercancel"]) {
  document.addEventListener(kind, () => {
    if (carried?.by === "pointer") drop(kind === "pointerup");
  });
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-sort-grip]");
  if (!grip) return;
  const item = grip.closest(ITEM);
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.key === " " || event.key === "Enter") {
    if (carried) drop(true);
    else pick(item, "key");
  } else if (event.key === "Escape" && carried) {
    drop(false);
  } else if (step && carried?.item === item) {
    put(item, Math.max(0, Math.min(items(item.parentElement).length - 1, place(item) + step)));
    say(item, `${name(item)}, place ${place(item) + 1}`);
  } else {
    return;
  }
  event.preventDefault();
  grip.focus();
});

document.addEventListener("focusout", (event) => {
  if (carried?.by === "key" && !carried.item.contains(event.relatedTarget)) {
    // moving a row blurs its grip for a moment; only a real departure drops it
    setTimeout(() => carried?.by === "key" && !carried.item.contains(document.activeElement) && drop(true));
  }
});
