
(() => {
  const tools = document.getElementById("tools"), search = document.getElementById("search");
  const shown = document.getElementById("shown"), boxes = [...tools.querySelectorAll("[type=checkbox]")];
  const rows = [...document.querySelectorAll("article")];
  const words = rows.map((row) => row.textContent.toLowerCase());
  const filter = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    rows.forEach((row, at) => {
      const fits = severities.has(row.dataset.severity) && wanted.every((word) => words[at].includes(word));
      row.hidden = !fits;
      count += fits;
    });
    for (const aside of document.querySelectorAll("details.aside")) {
      const some = aside.querySelector("article:not([hidden])");
      aside.hidden = !some;
      if (wanted.length && some) aside.open = true;
    }
    for (const section of document.querySelectorAll("section[id^=c]")) {
      section.hidden = wanted.length > 0 && !section.querySelector("article:not([hidden])");
    }
    shown.textContent = count + " of " + rows.length + " rows";
  };
  const move = (step) => {
    const seen = rows.filter((row) => row.offsetParent);
    const next = seen[Math.min(Math.max(seen.indexOf(document.activeElement) + step, 0), seen.length - 1)];
    if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
  };
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const aside = target && target.closest("details.aside");
    if (aside) { aside.open = true; target.scrollIntoView(); }
    if (target && target.matches("article")) target.focus();
  };
  tools.hidden = false;
  tools.addEventListener("input", filter);
  tools.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target === search) { search.value = ""; filter(); search.blur(); return; }
    if (event.target.matches("input")) return;
    if (event.key === "/") { event.preventDefault(); search.focus(); }
    if (event.key === "j") move(1);
    if (event.key === "k") move(-1);
  });
  filter();
  reveal();
})();
