// Draws the charts of a dashboard: asks the database on this machine, hands the rows to Vega-Lite or writes a table.
// Whatever comes from a document is set as text, never as HTML.
"use strict";

const INK = "#1b2433";
const QUIET = "#5b6676";
const LINE = "#dde2e9";
const FONT = getComputedStyle(document.body).fontFamily;

const LOOK = {
  background: "transparent",
  font: FONT,
  view: { stroke: null },
  axis: {
    labelColor: QUIET, titleColor: QUIET, titleFontWeight: 400, labelFontSize: 12, titleFontSize: 12, gridColor: "#eef1f5",
    domainColor: LINE, tickColor: LINE, labelLimit: 130,
  },
  axisY: { titleAngle: 0, titleAlign: "left", titleAnchor: "start", titleY: -14, titleX: 0, domain: false, ticks: false },
  axisX: { labelFlush: false },
  legend: { orient: "top", labelColor: INK, titleColor: QUIET, titleFontWeight: 400, labelFontSize: 12, symbolSize: 90, columnPadding: 14, offset: 40 },
  range: {
    category: ["#2563a8", "#c26a12", "#2f7d4f", "#8a4aa8", "#b83a4b", "#3a8f9c", "#7a6a4f", "#d18fb0", "#5b6676", "#a3a52e"],
    heatmap: ["#eaf2fb", "#9cc3e6", "#4a8bc2", "#1f4e79"],
  },
  bar: { cornerRadiusEnd: 2 },
  line: { strokeWidth: 2 },
};

// 1270000000000 is 1.27万亿; a chart rounds to four digits, the tables have them all.
function readable(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  const size = Math.abs(value);
  const [by, name] = size >= 1e12 ? [1e12, "万亿"] : size >= 1e8 ? [1e8, "亿"] : size >= 1e4 ? [1e4, "万"] : [1, ""];
  return `${Number((value / by).toPrecision(4)).toLocaleString("zh-CN", { maximumFractionDigits: 4 })}${name}`;
}
vega.expressionFunction("readable", readable);

// {unit} in a specification is the unit of the rows, which the query has seen to be one.
function filled(spec, row) {
  if (typeof spec === "string") return spec.replace(/\{(\w+)\}/g, (whole, name) => (row && name in row ? (row[name] ?? "") : whole));
  if (Array.isArray(spec)) return spec.map((part) => filled(part, row));
  if (spec && typeof spec === "object") return Object.fromEntries(Object.entries(spec).map(([key, part]) => [key, filled(part, row)]));
  return spec;
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function empty(place, chart) {
  place.replaceChildren(element("p", chart.empty || "没有符合条件的记录。", "empty"));
}

async function rowsOf(chart, place) {
  const query = new URLSearchParams(place.dataset.query);
  query.set("sql", chart.query);
  query.set("_shape", "objects");
  const response = await fetch(`${place.dataset.base}${chart.db}.json?${query}`);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}

async function drawVega(place, chart, rows, tall) {
  const spec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: "container",
    autosize: { type: "fit-x", contains: "padding" },
    description: chart.title,
    ...filled(chart.display, rows[0]),
    config: LOOK,
    data: { values: rows },
  };
  if (tall && !spec.height) spec.height = 420;
  const inside = element("div");
  inside.style.minWidth = chart.min_width ? `${chart.min_width}px` : "";
  inside.setAttribute("role", "img");
  inside.setAttribute("aria-label", chart.title);
  place.replaceChildren(inside);
  const { view } = await vegaEmbed(inside, spec, {
    actions: { export: true, source: false, compiled: false, editor: false },
    i18n: { PNG_ACTION: "存为 PNG", SVG_ACTION: "存为 SVG", CLICK_TO_VIEW_ACTIONS: "保存图片" },
    downloadFileName: chart.title,
    renderer: "svg",
    logLevel: vega.Error,
  });
  view.addEventListener("click", (event, item) => {
    if (item?.datum?.link) window.location = place.dataset.base + encodeURI(item.datum.link);
  });
}

function drawTable(place, chart, rows) {
  const columns = Object.keys(rows[0]).filter((name) => !name.endsWith("_link"));
  const figures = new Set(chart.display?.figures || []);
  const head = element("tr");
  head.append(...columns.map((name) => element("th", name, figures.has(name) ? "figure" : "")));
  const body = element("tbody");
  for (const row of rows) {
    const line = element("tr");
    for (const name of columns) {
      const cell = element("td", undefined, figures.has(name) ? "figure" : "");
      const link = row[`${name}_link`];
      const text = row[name] ?? "";
      if (link) {
        const anchor = element("a", text);
        anchor.href = place.dataset.base + link;
        cell.append(anchor);
      } else cell.textContent = text;
      line.append(cell);
    }
    body.append(line);
  }
  const table = element("table");
  const top = element("thead");
  top.append(head);
  table.append(top, body);
  place.replaceChildren(table);
}

async function draw(place) {
  const chart = JSON.parse(document.getElementById(`${place.id}-spec`).textContent);
  try {
    const answer = await rowsOf(chart, place);
    const rows = answer.rows;
    if (!rows.length || (chart.library === "metric" && rows[0].value === null)) return empty(place, chart);
    if (chart.library === "metric") place.replaceChildren(element("p", `${rows[0].value}${rows[0].unit ?? ""}`, "value"));
    else if (chart.library === "table") drawTable(place, chart, rows);
    else await drawVega(place, chart, rows, place.dataset.tall === "1");
    if (answer.truncated) place.after(element("p", `只显示前 ${rows.length} 行。`, "note"));
  } catch (error) {
    place.replaceChildren(element("p", `画不出来：${error.message}`, "empty"));
  } finally {
    place.dataset.done = "1";
  }
}

document.querySelectorAll(".drawing").forEach(draw);
