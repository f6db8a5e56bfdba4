// What the page does around the terminal that textual.js draws; it is loaded before it.
"use strict";

// A letter of the font is 0.6 of its size wide: with this size the window holds 80 columns, where it can.
const wish = Number(new URLSearchParams(location.search).get("fontsize"));
const fits = Math.floor(innerWidth / 80 / 0.6);
const size = wish >= 6 && wish <= 72 ? wish : Math.max(8, Math.min(16, fits));

// The app asks for one thing by this: that a file it wrote is downloaded. Nothing else is opened.
window.open = (address) => {
  const url = new URL(address || "", location.href);
  if (url.origin === location.origin && url.pathname.startsWith("/download/")) {
    const link = document.createElement("a");
    link.href = url.href;
    link.download = "";
    document.body.append(link);
    link.click();
    link.remove();
  }
  return null;
};

document.addEventListener("DOMContentLoaded", () => {
  const terminal = document.getElementById("terminal");
  terminal.dataset.sessionWebsocketUrl = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
  terminal.dataset.fontSize = String(size);
  const over = document.getElementById("ended");
  document.getElementById("again").addEventListener("click", () => location.reload());
  const open = () => document.body.classList.contains("-loaded") && !document.body.classList.contains("-closed");

  // A key that a browser keeps to itself, such as ctrl+w, would close a session in the middle of it.
  addEventListener("beforeunload", (event) => { if (open()) event.preventDefault(); });

  let begun = false;
  new MutationObserver(() => {
    const has = document.body.classList;
    if (has.contains("-first-byte") && !begun) {
      begun = true;
      terminal.querySelector(".xterm-helper-textarea")?.focus();
    }
    if (has.contains("-closed") && !over.open) over.showModal();
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });

  // textual.js measures letters when it draws first, so the font has to be there by then.
  const start = window.onload;
  window.onload = null;
  const fonts = ["400 16px", "700 16px", "italic 400 16px"].map((style) => document.fonts.load(`${style} "Roboto Mono"`));
  const drawn = new Promise((done) => addEventListener("load", done, { once: true }));
  Promise.allSettled([...fonts, drawn]).then(() => start?.call(window));
});
