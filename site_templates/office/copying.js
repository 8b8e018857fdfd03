"use strict";
function select(piece) {
  const range = document.createRange();
  range.selectNodeContents(piece);
  const chosen = getSelection();
  chosen.removeAllRanges();
  chosen.addRange(range);
}
function byHand(piece) {
  select(piece);
  const done = document.execCommand("copy");
  if (done) getSelection().removeAllRanges();
  return done;
}
async function copy(piece, rich) {
  const fold = piece.closest("details");
  if (fold) fold.open = true;
  if (navigator.clipboard && window.ClipboardItem && rich) {
    try {
      const forms = {
        "text/html": new Blob([piece.innerHTML], {type: "text/html"}),
        "text/plain": new Blob([piece.innerText], {type: "text/plain"}),
      };
      await navigator.clipboard.write([new ClipboardItem(forms)]);
      return true;
    } catch (refused) { /* an older way is left */ }
  }
  return byHand(piece);
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const piece = document.getElementById(button.dataset.copy);
  const done = await copy(piece, button.dataset.copy.startsWith("body-"));
  const said = button.parentElement.querySelector("[role=status]");
  said.textContent = done ? "已复制，到编辑器里粘贴（Ctrl+V）" : "没有复制成，正文已经选中，请按 Ctrl+C";
});
