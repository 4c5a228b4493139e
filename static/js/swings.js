// Weights by swing: the bar and its number are one value, and every share follows while a bar moves.
function fields(form) {
  return [...form.querySelectorAll("[data-swing]")];
}

function points(field) {
  const value = Number.parseFloat(field.value.replace(",", "."));
  return Number.isFinite(value) && value > 0 ? value : 0;
}

function shares(form) {
  const all = fields(form);
  const sum = all.reduce((total, field) => total + points(field), 0);
  for (const field of all) {
    const place = field.closest("[data-sort-item]")?.querySelector("[data-share]");
    if (place) place.textContent = sum ? `${Math.round((100 * points(field)) / sum)} %` : "–";
  }
}

document.addEventListener("input", (event) => {
  const item = event.target.closest?.("[data-sort-item]");
  if (!item || !event.target.matches("[data-swing], [data-swing-range]")) return;
  const number = item.querySelector("[data-swing]");
  const range = item.querySelector("[data-swing-range]");
  if (event.target === range) number.value = range.value;
  else if (range) range.value = points(number);
  shares(number.form);
});

// A new order starts again from the order alone (rank-order centroid); bars adjust it afterwards.
document.addEventListener("sorted", (event) => {
  const form = event.target.closest("form");
  if (!form || !event.target.hasAttribute("data-swing-centroid")) return;
  const all = fields(form);
  const centroid = all.map((_, k) => all.slice(k).reduce((sum, __, j) => sum + 1 / (k + j + 1), 0));
  all.forEach((field, k) => {
    field.value = String(Math.round((100 * centroid[k]) / centroid[0]));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
});
