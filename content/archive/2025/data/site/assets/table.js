/* Sorting and filtering of tables. Without it every table is whole and in the office's own order, and that order comes back. */
(function () {
  "use strict";
  var ROWS_TO_SORT = 3, zh = typeof Intl === "object" ? new Intl.Collator("zh") : null;

  function list(nodes) {
    return Array.prototype.slice.call(nodes);
  }

  function made(name, words, kind) {
    var node = document.createElement(name);
    node.textContent = words || "";
    if (kind) {
      node.className = kind;
    }
    return node;
  }

  function value(row, column) {
    var words = row.children[column].textContent.trim();
    return column ? Number(words) : words;
  }

  function compare(a, b) {
    return typeof a === "number" ? a - b : zh ? zh.compare(a, b) : a < b ? -1 : 1;
  }

  function enhance(box) {
    var table = box.querySelector("table"), body = table.tBodies[0], rows = list(body.rows);
    var heads = list(table.tHead.rows[0].cells), said = made("p", "", "said");
    var room = box.querySelector(".find"); /* kept free by the page, so that nothing jumps */

    /* one press sorts (figures from the largest), the next turns it round, the third is the office's order again */
    function sort(column) {
      var head = heads[column], first = column ? "descending" : "ascending", now = head.getAttribute("aria-sort");
      var next = !now ? first : now !== first ? "" : first === "ascending" ? "descending" : "ascending";
      var sign = next === "descending" ? -1 : 1, order = rows.slice();
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      if (next) {
        head.setAttribute("aria-sort", next);
        order.sort(function (a, b) {
          return sign * compare(value(a, column), value(b, column)) || rows.indexOf(a) - rows.indexOf(b);
        });
      }
      order.forEach(function (row) { body.appendChild(row); });
      said.textContent = next ? "已按“" + head.textContent + "”" + (sign < 0 ? "降序" : "升序") + "排列" : "已恢复原来的顺序";
    }

    function filter(words) {
      var shown = rows.filter(function (row) {
        row.hidden = row.children[0].textContent.indexOf(words) < 0;
        return !row.hidden;
      });
      said.textContent = words ? "显示" + shown.length + "行，共" + rows.length + "行；合计仍是全部的合计" : "";
      said.className = words ? "base" : "said";
    }

    said.setAttribute("role", "status");
    if (room) {
      var label = made("label", "在表中查找 "), field = made("input");
      field.type = "search";
      field.setAttribute("autocomplete", "off");
      field.addEventListener("input", function () { filter(field.value.trim()); });
      label.appendChild(field);
      room.appendChild(label);
    }
    heads.forEach(function (head, column) {
      var button = made("button", head.textContent);
      button.type = "button";
      button.addEventListener("click", function () { sort(column); });
      head.textContent = "";
      head.appendChild(button);
    });
    box.appendChild(said);
  }

  list(document.querySelectorAll(".table")).forEach(function (box) {
    var table = box.querySelector("table[aria-describedby]");
    if (table && table.tHead && table.tBodies[0].rows.length >= ROWS_TO_SORT) {
      enhance(box);
    }
  });
})();
