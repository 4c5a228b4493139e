// The number beside the inbox is asked for after the page, which is there sooner for it. Until the answer comes, the
// last number that this tab was told stands there.
const place = document.getElementById("inbox-count");
const key = `inbox-count-${place?.dataset.of}`;

function remember() {
  sessionStorage.setItem(key, String(parseInt(place.textContent, 10) || ""));
}

if (place) {
  place.textContent = sessionStorage.getItem(key) ?? "";
  document.addEventListener("htmx:after:swap", remember);
}
