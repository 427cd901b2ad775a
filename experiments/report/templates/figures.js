const style = getComputedStyle(document.documentElement), still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const picture = svg => {
  const copy = svg.cloneNode(true), {width, height} = svg.viewBox.baseVal;
  ["style", "data-rows", "data-columns"].forEach(name => copy.removeAttribute(name)), copy.insertAdjacentHTML("afterbegin", `<style>text{font-family:system-ui;paint-order:stroke;stroke:var(--card);stroke-width:2.5px}.seen,.dim{opacity:0}</style><rect width="100%" height="100%" fill="var(--card)"/>`);
  return new XMLSerializer().serializeToString(copy).replace("<svg", `<svg width="${3 * width}" height="${3 * height}"`).replace(/var\((--\w+)\)/g, (_, name) => style.getPropertyValue(name));
};
const png = (svg, name) => {
  const canvas = make("canvas"), image = make("img", {src: "data:image/svg+xml," + encodeURIComponent(picture(svg))});
  const draw = () => Object.assign(canvas, {width: image.width, height: image.height}).getContext("2d").drawImage(image, 0, 0);
  image.onload = () => { draw(); canvas.toBlob(blob => save(blob, name)); };
};
for (const svg of all("figure svg[data-rows]")) {
  const {name, slide} = svg.dataset, rows = JSON.parse(svg.dataset.rows), columns = JSON.parse(svg.dataset.columns);
  const figure = svg.closest("figure"), menu = figure.querySelector("select"), bar = make("div", {className: "tools"});
  const said = make("output", {textContent: document.querySelector(".tools") ? "" : "Point at a figure for its values."});
  const words = row => columns.map((column, k) => row[k + 2] == null ? "" : `${k ? column : ""} ${row[k + 2]}`.trim()).filter(Boolean).join(" · ");
  const show = (seen, text = words(seen[0])) => {
    all(".seen", svg).forEach(dot => dot.remove()), svg.insertAdjacentHTML("beforeend", seen.map(([x, y]) => `<circle class="seen" cx="${x}" cy="${y}" r="5"/>`).join(""));
    said.textContent = text;
  };
  let timer, at = rows.length - 1;
  svg.tabIndex = 0;
  svg.onpointermove = ({clientX, clientY}) => {
    const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width, far = ([x, y]) => Math.hypot(box.left + x * scale - clientX, box.top + y * scale - clientY);
    show([rows[at = rows.reduce((best, row, k) => far(row) < far(rows[best]) ? k : best, 0)]]);
  };
  svg.onkeydown = ({key}) => /^Arrow(Left|Right)$/.test(key) && show([rows[at = (at + (key === "ArrowLeft" ? rows.length - 1 : 1)) % rows.length]]);
  const [names, steps] = [2, 3].map(k => [...new Set(rows.map(row => row[k]))]), last = steps.sort((a, b) => a - b).length - 1;
  const range = make("input", {type: "range", max: last, value: last, ariaLabel: columns[1], oninput() {
    const seen = names.map(name => rows.findLast(row => row[2] === name && row[3] <= steps[range.value])).filter(Boolean);
    show(seen, `${columns[1]} ${steps[range.value]}: ` + seen.map(row => `${row[2]} ${row.slice(4, slide === "play" ? 6 : 5).join(", ")}`).join(" · "));
  }});
  const rest = () => { timer = clearInterval(timer); play.textContent = "▶ Play"; }, tick = () => { range.value++; range.oninput(); if (+range.value === last) rest(); };
  const play = push("▶ Play", () => timer ? rest() : (range.value %= last, timer = setInterval(tick, 120), play.textContent = "⏸ Pause"));
  if (menu) menu.onchange = () => all("[class^=line-]", svg).forEach(part => part.classList.toggle("dim", menu.value !== "" && !part.classList.contains("line-" + menu.value)));
  figure.insertBefore(bar, figure.querySelector("figcaption")).append(...[slide === "play" && !still && play, slide && range, menu, said].filter(Boolean),
    push("SVG", () => save(picture(svg), name + ".svg")), push("PNG", () => png(svg, name + ".png")), push("CSV", () => save(csv([columns, ...rows.map(row => row.slice(2))]), name + ".csv")));
}
