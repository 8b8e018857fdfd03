/* The page of hits: filters, and an address that holds what is asked, so that it can be passed on. */
(function () {
  "use strict";
  var own = window.rectifySearch && window.rectifySearch.engine;
  if (!own) return;
  var input = own.input, finder = document.querySelector(".seeker"), status = finder.querySelector(".seek-said"), AT_ONCE = 10, AROUND = 28;

  var filters = own.make("details", "seek-filters"), list = own.make("ol", "matters seek-hits"), further = own.make("button", "seek-more", "再显示10项");
  var selects = [], turn = 0, facets = [], shown = [];
  filters.appendChild(own.make("summary", "", "按状态、单位、时限等筛选"));
  filters.appendChild(own.make("div"));
  filters.open = window.matchMedia("(min-width: 45rem)").matches || /[?&](?!q=)/.test(location.search);
  further.type = "button";
  further.hidden = filters.hidden = true;
  [filters, list, further].forEach(function (part) { finder.appendChild(part); });

  function read() {
    var given = new URLSearchParams(location.search);
    input.value = given.get("q") || "";
    selects.forEach(function (select) { select.value = given.get(select.name) || ""; });
  }
  function write(keep) {
    var given = new URLSearchParams();
    if (input.value) given.set("q", input.value);
    selects.forEach(function (select) { if (select.value) given.set(select.name, select.value); });
    var address = location.pathname + (String(given) ? "?" + given : "");
    try { history[keep ? "pushState" : "replaceState"](null, "", address); } catch (error) { /* the address stays */ }
  }
  function members(value) {
    if (!value.members) value.members = new Set(own.rising(value[2]));
    return value.members;
  }
  function chosen(except) {
    var sets = facets.filter(function (facet, i) { return i !== except && selects[i].value; }).map(function (facet) {
      var select = selects[facets.indexOf(facet)];
      var value = facet.values.find(function (each) { return each[0] === select.value; });
      return value ? members(value) : new Set();
    });
    return function (number) { return sets.every(function (set) { return set.has(number); }); };
  }
  function count(found) {
    facets.forEach(function (facet, i) {
      var fits = chosen(i), offered = 0;
      facet.values.forEach(function (value, j) {
        var number = 0, set = members(value);
        found.forEach(function (rank, entry) { if (set.has(entry) && fits(entry)) number++; });
        var option = selects[i].options[j + 1];
        option.textContent = value[1] + "（" + number + "）";
        option.hidden = option.disabled = !number && !option.selected;
        if (number) offered++;
      });
      selects[i].parentNode.hidden = offered < 2 && !selects[i].value;
    });
    filters.hidden = false;
  }
  function build(given) {
    facets = given;
    facets.forEach(function (facet) {
      var label = own.make("label", "", facet.label), select = own.make("select");
      select.name = facet.key;
      select.appendChild(own.make("option", "", "全部"));
      select.options[0].value = "";
      facet.values.forEach(function (value) {
        var option = own.make("option", "", value[1]);
        option.value = value[0];
        select.appendChild(option);
      });
      select.addEventListener("change", function () { write(true); update(); });
      label.appendChild(select);
      filters.lastChild.appendChild(label);
      selects.push(select);
    });
  }
  function add(result, hits) {
    hits.slice(shown.length).forEach(function (hit) {
      var item = own.make("li", "matter seek-hit"), link = own.make("a", "name"), how = own.make("span", "how");
      link.href = own.root + hit.entry[0];
      item.appendChild(own.marked(link, hit.entry[2], result.terms));
      hit.entry[4].forEach(function (badge) { how.appendChild(own.state(badge)); how.appendChild(document.createTextNode(" ")); });
      item.appendChild(how);
      item.appendChild(own.make("span", "who", hit.entry[1] + (hit.entry[3] ? " · " + hit.entry[3] : "")));
      hit.bits.slice(0, 2).forEach(function (bit) {
        item.appendChild(own.marked(own.make("span", "bit", bit.label && bit.label + "："), bit.text, result.terms, AROUND));
      });
      list.appendChild(item);
    });
    shown = hits;
    further.hidden = !result.left;
    further.textContent = hits.length < result.wanted ? "继续查找" : "再显示10项";
    status.textContent = own.said(result) + (result.number ? "" : "。换一个说法试试，或者按下面的目录查找");
    further.onclick = function () {
      var next = hits.length;
      result.wanted = next + AT_ONCE;
      result.more(result.wanted, hits.slice()).then(function (all) {
        add(result, all);
        count(result.found);
        if (list.children[next]) list.children[next].querySelector("a").focus();
      });
    };
  }
  function room(kept) { document.documentElement[kept ? "setAttribute" : "removeAttribute"]("data-asked", ""); }
  function clear(words) {
    while (list.firstChild) list.removeChild(list.firstChild);
    shown = [];
    further.hidden = true;
    if (words !== undefined) { room(false); filters.hidden = true; status.textContent = words; }
  }
  function update() {
    var mine = ++turn, query = input.value;
    if (!query.trim()) return clear("");
    if (own.short(query)) return clear("请至少输入两个字");
    own.search(query, chosen()).then(function (result) {
      result.wanted = AT_ONCE;
      return result.more(AT_ONCE).then(function (hits) {
        if (mine !== turn) return;
        clear();
        room(result.number);
        count(result.found);
        add(result, hits);
      });
    }).catch(function () { if (mine === turn) clear(own.broken()); });
  }
  own.start().then(function () { return own.load("facets"); }).then(build).then(function () {
    read();
    update();
    input.addEventListener("input", own.late(function () { write(false); update(); }));
    own.form.addEventListener("submit", function (event) { event.preventDefault(); write(true); update(); });
    window.addEventListener("popstate", function () { read(); update(); });
  }).catch(function () { clear(own.broken()); });
  input.value = new URLSearchParams(location.search).get("q") || "";
})();
