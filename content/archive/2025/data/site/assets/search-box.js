/* The box in the head of every page: a combobox whose list shows the first hits while one types. */
(function () {
  "use strict";
  var own = window.rectifySearch && window.rectifySearch.engine;
  if (!own) return;
  var input = own.input, AT_ONCE = 6;
  var status = own.make("p", "said");
  status.setAttribute("role", "status");
  own.form.appendChild(status);

  var list = own.make("ul", "seek-list"), turn = 0, active = -1;
  list.id = "seek-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "搜索结果");
  input.parentNode.appendChild(list);
  [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", "seek-list"], ["aria-expanded", "false"]]
    .forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });

  function open(on) {
    list.hidden = !on;
    input.setAttribute("aria-expanded", String(on));
    choose(-1);
  }
  function choose(number) {
    active = number;
    Array.from(list.children).forEach(function (item, i) { item.setAttribute("aria-selected", String(i === number)); });
    if (number < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[number].id);
    list.children[number].scrollIntoView({ block: "nearest" });
  }
  function offer(result, hits) {
    while (list.firstChild) list.removeChild(list.firstChild);
    hits.forEach(function (hit, i) {
      var item = own.make("li", "seek-hit");
      item.id = "seek-" + i;
      item.setAttribute("role", "option");
      item.setAttribute("data-url", hit.entry[0]);
      item.appendChild(own.marked(own.make("span", "name"), hit.entry[2], result.terms));
      var how = own.make("span", "how");
      hit.entry[4].forEach(function (badge) { how.appendChild(own.state(badge)); });
      if (!hit.entry[4].length) how.appendChild(own.make("span", "", hit.entry[1]));
      item.appendChild(how);
      list.appendChild(item);
    });
    open(hits.length > 0);
    status.textContent = own.said(result) + (hits.length ? "，按上下键选择，按回车查看全部" : "");
  }
  function update() {
    var mine = ++turn, query = input.value;
    if (!query.trim()) { open(false); status.textContent = ""; return; }
    own.start().then(function () {
      if (own.short(query)) { open(false); status.textContent = "请至少输入两个字"; return; }
      return own.search(query).then(function (result) {
        return result.more(AT_ONCE).then(function (hits) { if (mine === turn) offer(result, hits); });
      });
    }).catch(function () { if (mine === turn) { open(false); status.textContent = own.broken(); } });
  }
  function go(item) { location.href = own.root + item.getAttribute("data-url"); }

  input.addEventListener("focus", function () { own.start().catch(function () {}); });
  input.addEventListener("input", own.late(update));
  input.addEventListener("blur", function () { open(false); });
  input.addEventListener("keydown", function (event) {
    var count = list.children.length;
    if (event.isComposing) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      var step = event.key === "ArrowDown" ? 1 : -1, next = active + step;
      if (list.hidden) { open(true); next = step > 0 ? 0 : count - 1; }
      choose(next < -1 ? count - 1 : next >= count ? -1 : next);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      go(list.children[active]);
    }
  });
  list.addEventListener("mousedown", function (event) { event.preventDefault(); });
  list.addEventListener("click", function (event) {
    var item = event.target.closest('[role="option"]');
    if (item) go(item);
  });
})();
