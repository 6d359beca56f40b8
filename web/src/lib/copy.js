// Tables and figures as text for other programs.
import { t } from "./texts.js";

/** Put a text on the clipboard and say so. */
export async function copy(app, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  app.say(t("copied"));
}

const cellText = (cell) => (cell.dataset.copy ?? cell.textContent).replace(/\s+/g, " ").trim();

/** Return a drawn table as rows of texts; a cell that spans columns is followed by empty ones. */
export function cells(table) {
  const grid = [];
  [...table.rows]
    .filter((row) => !row.classList.contains("spacer"))
    .forEach((row, r) => {
      grid[r] ??= [];
      let column = 0;
      for (const cell of row.cells) {
        while (grid[r][column] !== undefined) column += 1;
        for (let down = 0; down < cell.rowSpan; down += 1)
          for (let across = 0; across < cell.colSpan; across += 1)
            (grid[r + down] ??= [])[column + across] = down || across ? "" : cellText(cell);
        column += cell.colSpan;
      }
    });
  return grid;
}

/** Fold the two head rows of a table into one. */
function oneHead(table) {
  const grid = cells(table),
    heads = table.tHead.rows.length;
  if (heads < 2) return grid;
  const above = grid[0].reduce((line, text, k) => [...line, text || (grid[1][k] ? line[k - 1] : "")], []);
  const head = above.map((text, k) => (grid[1][k] ? `${text} ${grid[1][k]}` : text));
  return [head, ...grid.slice(heads)];
}

export const asTsv = (table) =>
  oneHead(table)
    .map((row) => row.join("\t"))
    .join("\n");

export function asMarkdown(table) {
  const [head, ...body] = oneHead(table);
  const line = (row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => " --- |").join("")}`, ...body.map(line)].join("\n");
}

const LATEX = {
  "&": "\\&",
  "%": "\\%",
  $: "\\$",
  "#": "\\#",
  _: "\\_",
  "{": "\\{",
  "}": "\\}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "\\": "\\textbackslash{}",
  "●": "$\\bullet$",
  "○": "$\\circ$",
  "·": "$\\cdot$",
};
const escape = (text) => text.replace(/[&%$#_{}~^\\●○·]/g, (letter) => LATEX[letter]);

export function asLatex(table) {
  const [head, ...body] = oneHead(table);
  const line = (row) => `${row.map(escape).join(" & ")} \\\\`;
  return [
    `\\begin{tabular}{${"l".repeat(head.length)}}`,
    "\\toprule",
    line(head),
    "\\midrule",
    ...body.map(line),
    "\\bottomrule",
    "\\end{tabular}",
  ].join("\n");
}

const STYLES = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
];

/** Return a drawn figure as an SVG file of its own, with its colours written into it. */
export function asSvg(svg) {
  const copied = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll("*")],
    to = [copied, ...copied.querySelectorAll("*")];
  from.forEach((element, k) => {
    const style = getComputedStyle(element);
    for (const name of STYLES) to[k].setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "tabindex", "role", "style"]) to[k].removeAttribute(name);
  });
  copied.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const [, , width, height] = svg.getAttribute("viewBox").split(" ");
  copied.setAttribute("width", width);
  copied.setAttribute("height", height);
  return new XMLSerializer().serializeToString(copied);
}

/** Hand a text to the person as a file. */
export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Draw a figure as a PNG file, twice its size. */
export function downloadPng(name, svg) {
  const image = new Image();
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  image.onload = () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
    const context = canvas.getContext("2d");
    context.fillStyle = getComputedStyle(svg.closest("figure") ?? svg).backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      const address = URL.createObjectURL(blob);
      Object.assign(document.createElement("a"), { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    });
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(asSvg(svg))}`;
}
