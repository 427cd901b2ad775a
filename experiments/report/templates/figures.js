const style = getComputedStyle(document.documentElement), still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const picture = svg => {
  const copy = svg.cloneNode(true), {width, height} = svg.viewBox.baseVal;
  ["style", "data-rows", "data-columns"].forEach(name => copy.removeAttribute(name));
  copy.insertAdjacentHTML("afterbegin", `<style>text{font-family:system-ui,sans-serif;paint-order:stroke;stroke:var(--card);
    stroke-width:2.5px}.seen,.dim{opacity:0}</style><rect width="100%" height="100%" fill="var(--card)"/>`);
  return new XMLSerializer().serializeToString(copy).replace("<svg", `<svg width="${3 * width}" height="${3 * height}"`)
    .replace(/var\((--\w+)\)/g, (_, name) => style.getPropertyValue(name));
};
const png = (svg, name) => {
  const image = new Image(), canvas = make("canvas");
  image.onload = () => {
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext("2d").drawImage(image, 0, 0);
    canvas.toBlob(blob => save(blob, name));
  };
  image.src = "data:image/svg+xml," + encodeURIComponent(picture(svg));
};
for (const svg of all("figure svg[data-rows]")) {
  const [rows, columns] = [svg.dataset.rows, svg.dataset.columns].map(JSON.parse), {name, slide} = svg.dataset;
  const bar = make("div", {className: "tools"}), end = rows.length - 1;
  const figure = svg.closest("figure"), menu = figure.querySelector("select");
  const said = make("output", {textContent: document.querySelector(".tools") ? "" : "Point at a figure for its values."});
  const button = (text, onclick) => bar.appendChild(make("button", {type: "button", textContent: text, onclick}));
  const show = (seen, text) => {
    all(".seen", svg).forEach(dot => dot.remove());
    svg.insertAdjacentHTML("beforeend", seen.map(([x, y]) => `<circle class="seen" cx="${x}" cy="${y}" r="5"/>`).join(""));
    said.textContent = text ?? columns.map((column, k) => [k ? column : "", seen[0][k + 2] ?? ""])
      .filter(pair => pair[1] !== "").map(pair => pair.join(" ").trim()).join(" · ");
  };
  let at = end, timer;
  svg.onpointermove = ({clientX, clientY}) => {
    const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
    const far = ([x, y]) => Math.hypot(box.left + x * scale - clientX, box.top + y * scale - clientY);
    show([rows[at = rows.reduce((best, row, k) => far(row) < far(rows[best]) ? k : best, 0)]]);
  };
  svg.onkeydown = event => {
    const step = {ArrowRight: 1, ArrowLeft: end}[event.key];
    if (step) show([rows[at = (at + step) % rows.length]]), event.preventDefault();
  };
  if (slide) {
    const [names, steps] = [2, 3].map(k => [...new Set(rows.map(row => row[k]))]), last = steps.sort((a, b) => a - b).length - 1;
    const range = make("input", {type: "range", max: last, value: last, ariaLabel: columns[1]}), cells = slide === "play" ? 6 : 5;
    range.oninput = () => {
      const step = steps[range.value], seen = names.map(name => rows.findLast(row => row[2] === name && row[3] <= step));
      show(seen.filter(Boolean), `${columns[1]} ${step}: ` + seen.filter(Boolean).map(row => `${row[2]} ${row.slice(4, cells)}`).join(" · "));
    };
    const rest = () => { timer = clearInterval(timer); play.textContent = "▶ Play"; };
    const tick = () => { range.value++; range.oninput(); if (+range.value === last) rest(); };
    const play = slide === "play" && !still && button("▶ Play", () => {
      if (timer) return rest();
      if (+range.value === last) range.value = 0;
      [timer, play.textContent] = [setInterval(tick, 120), "⏸ Pause"];
    });
    bar.append(range);
  }
  if (menu) menu.onchange = () => all("[class^=line-]", svg).forEach(part =>
    part.classList.toggle("dim", menu.value !== "" && !part.classList.contains("line-" + menu.value)));
  bar.append(...[menu, said].filter(Boolean));
  const files = {SVG: () => save(picture(svg), name + ".svg"), PNG: () => png(svg, name + ".png"),
    CSV: () => save(csv([columns, ...rows.map(row => row.slice(2))]), name + ".csv")};
  Object.entries(files).forEach(pair => button(...pair));
  figure.insertBefore(bar, figure.querySelector("figcaption"));
}
