document.documentElement.classList.add("js");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, fields) => Object.assign(document.createElement(tag), fields);
const cells = row => [...row.children].map(cell => cell.textContent.trim());
const save = (data, name) => make("a", {href: URL.createObjectURL(new Blob([data])), download: name}).click();
const csv = rows => rows.map(row => row.map(cell => `"${String(cell ?? "").replaceAll('"', '""')}"`).join(",") + "\n").join("");
const escaped = cell => cell.replace(/[&%$#_{}]/g, "\\$&").replace(/[~^\\](?![&%$#_{}])/g, "\\char`\\$&{}");
const latex = ([head, ...rows]) => `\\begin{tabular}{l${"r".repeat(head.length - 1)}}\n\\hline\n` +
  [head, ...rows].map((row, place) => row.map(escaped).join(" & ") + " \\\\\n" + (place ? "" : "\\hline\n")).join("") +
  "\\hline\n\\end{tabular}\n";

for (const table of all("table.sortable")) {
  const heads = all("thead th", table), rows = all("tbody tr", table);
  heads.forEach((head, place) => {
    const value = row => row.children[place].dataset.value ?? row.children[place].textContent.trim(), number = row => parseFloat(value(row));
    const numeric = rows.every(row => !isNaN(number(row)) || value(row) === "");
    const button = make("button", {type: "button"});
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", way < 0 ? "descending" : "ascending");
      table.tBodies[0].append(...rows.sort((a, b) => way * value(a).localeCompare(value(b), "en", {numeric: true})).sort((a, b) =>
        numeric ? isNaN(number(a)) - isNaN(number(b)) || way * (number(a) - number(b)) || 0 : 0));
    };
  });
}
for (const button of all("[data-csv]")) {
  const name = button.dataset.csv, lines = () => all(`#${name} tr`).map(cells);
  button.onclick = () => save(csv(lines()), name + ".csv");
  button.after(make("button", {type: "button", textContent: "LaTeX", onclick: () => save(latex(lines()), name + ".tex")}));
}
for (const button of all("[data-verdict]")) {
  button.onclick = () => {
    const wanted = button.dataset.verdict;
    all("[data-verdict]").forEach(other => other.setAttribute("aria-pressed", other === button));
    all("tr[data-is]").forEach(row => { row.hidden = wanted !== "" && row.dataset.is !== wanted; });
  };
}
