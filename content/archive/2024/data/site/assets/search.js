/* Search without a server: the part that search-box.js and search-page.js share. Each file of search/ is a script that
   calls rectifySearch(name, data), so that it works from a disc too. Every hit is checked in the texts themselves, and
   texts reach the page as text nodes only. Written for browsers of 2019. */
(function () {
  "use strict";
  var form = document.querySelector("form.seek");
  if (!form) return;
  var PROBES = 4, ENOUGH = 20, IN_VAIN = 40, WAIT = 150;
  var LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  var arrived = new WeakMap();
  window.rectifySearch = function (name, data) { arrived.set(document.currentScript, data); };

  /* The search of the site that stands at `root`: this one, or a sealed year, which has an index and a folding of its own. */
  function site(root) {
    var parts = new Map(), folded = new Map(), catalogue;

    /* -- files -- */
    function load(name) {
      if (!parts.has(name)) {
        parts.set(name, new Promise(function (resolve, reject) {
          var script = document.createElement("script");
          script.charset = "utf-8";
          script.src = root + "search/" + name + ".js" + (catalogue ? "?v=" + catalogue.version : "");
          script.onload = function () {
            script.remove();
            if (arrived.has(script)) resolve(arrived.get(script)); else reject(new Error(name));
          };
          script.onerror = function () { script.remove(); parts.delete(name); reject(new Error(name)); };
          document.head.appendChild(script);
        }));
      }
      return parts.get(name);
    }
    function start() {
      return load("catalogue").then(function (given) {
        catalogue = given;
        if (!catalogue.ends) catalogue.ends = rising(given.blocks);
        return load("folding");
      }).then(function (table) {
        if (folded.size) return;
        var from = Array.from(table.from), to = Array.from(table.to);
        from.forEach(function (sign, i) { folded.set(sign, to[i]); });
        Object.keys(table.many).forEach(function (sign) { folded.set(sign, table.many[sign]); });
        table.none.forEach(function (range) {
          for (var code = range[0]; code <= range[1]; code++) folded.set(String.fromCodePoint(code), "");
        });
      });
    }

    /* -- lists of numbers, as rectify_site/search/postings.py writes them -- */
    function numbers(text) {
      var found = [], value = 0, worth = 1;
      for (var i = 0; i < text.length; i++) {
        var digit = LETTERS.indexOf(text[i]);
        value += (digit & 31) * worth;
        worth *= 32;
        if (digit < 32) { found.push(value); value = 0; worth = 1; }
      }
      return found;
    }
    function rising(text) {
      var sum = 0;
      return numbers(text).map(function (gap) { return sum += gap; });
    }
    function ranked(text) {
      var entry = -1, found = new Map();
      numbers(text || "").forEach(function (value) {
        entry += Math.floor(value / 7) + 1;
        found.set(entry, value % 7 + 1);
      });
      return found;
    }

    /* -- folding: the text as it is searched, and for each of its units where in the text it comes from -- */
    function fold(text) {
      var out = "", from = [], to = [], at = 0;
      for (var sign of text) {
        var plain = folded.has(sign) ? folded.get(sign) : sign;
        for (var i = 0; i < plain.length; i++) { from.push(at); to.push(at + sign.length); }
        out += plain;
        at += sign.length;
      }
      return { text: out, from: from, to: to };
    }
    function termsOf(query) {
      var terms = query.split(/\s+/).map(function (word) { return fold(word).text; }).filter(Boolean);
      return terms.some(function (term) { return Array.from(term).length > 1; }) ? terms : [terms.join("")];
    }

    /* -- which entries may have it: all grams asked must stand in texts of one rank -- */
    function gramsOf(term) {
      var signs = Array.from(term), grams = [], covered = 0;
      for (var i = 0; i < signs.length - 1; i++) {
        var four = signs.slice(i, i + 4).join("");
        if (/^[!-~]{4}$/.test(four)) { grams.push(four); covered = i + 4; }
        else if (i + 2 > covered) grams.push(signs[i] + signs[i + 1]);
      }
      return grams;
    }
    function spread(grams) {
      var last = grams.length - 1;
      return grams.filter(function (gram, i) {
        if (last < PROBES) return true;
        for (var j = 0; j < PROBES; j++) if (Math.floor(j * last / (PROBES - 1)) === i) return true;
        return false;
      });
    }
    function listOf(gram) {
      var shard = Array.from(gram).reduce(function (sum, sign) {
        return (sum * 31 + sign.codePointAt(0)) % catalogue.shards;
      }, 0);
      return load("index-" + ("00" + shard.toString(16)).slice(-3)).then(function (lists) {
        return ranked(Object.prototype.hasOwnProperty.call(lists, gram) ? lists[gram] : "");
      });
    }
    function same(a, b) { return a & b; }
    function both(lists, join) {
      return lists.reduce(function (kept, list) {
        var found = new Map();
        kept.forEach(function (value, entry) {
          var joined = list.has(entry) ? join(value, list.get(entry)) : 0;
          if (joined) found.set(entry, joined);
        });
        return found;
      });
    }
    function lowest(bits) { return bits & 1 ? 1 : bits & 2 ? 2 : 3; }
    function candidates(terms) {
      var asked = terms.filter(function (term) { return Array.from(term).length > 1; });
      return Promise.all(asked.map(function (term) {
        var grams = gramsOf(term), first = spread(grams);
        return Promise.all(first.map(listOf)).then(function (lists) {
          var kept = both(lists, same), rest = grams.filter(function (gram) { return first.indexOf(gram) < 0; });
          if (kept.size <= ENOUGH || !rest.length) return kept;
          return Promise.all(spread(rest).map(listOf)).then(function (more) { return both([kept].concat(more), same); });
        }).then(function (kept) {
          kept.forEach(function (bits, entry) { kept.set(entry, lowest(bits)); });
          return kept;
        });
      })).then(function (lists) { return both(lists, Math.max); });
    }

    /* -- the texts -- */
    function entry(number) {
      var low = 0, high = catalogue.ends.length - 1;
      while (low < high) {
        var middle = low + high >> 1;
        if (catalogue.ends[middle] > number) high = middle; else low = middle + 1;
      }
      return load("text-" + ("000" + low).slice(-Math.max(4, String(low).length))).then(function (block) {
        return block[number - (low ? catalogue.ends[low - 1] : 0)];
      });
    }
    function look(found, terms) {
      var rank = 0, bits = [];
      var fields = found[5].map(function (field) { return { label: field[1], text: field[2], rank: field[0], at: fold(field[2]) }; });
      var all = terms.every(function (term) {
        var best = null;
        fields.forEach(function (field) {
          if (field.at.text.indexOf(term) >= 0 && (!best || field.rank < best.rank)) best = field;
        });
        if (best) rank = Math.max(rank, best.rank + 1);
        if (best && fold(found[2]).text.indexOf(term) < 0 && bits.indexOf(best) < 0) bits.push(best);
        return best;
      });
      return all ? { entry: found, rank: rank, bits: bits } : null;
    }

    /* -- hits in order; the place a candidate has is a guess until its text is read -- */
    function search(query, allowed) {
      var terms = termsOf(query), shelves = [[], [], [], []], read = new Map(), sure = false;
      var whole = fold(query).text;
      return candidates(terms).then(function (found) {
        var first = catalogue.names[whole];
        var kept = new Map();
        found.forEach(function (rank, number) {
          if (allowed && !allowed(number)) return;
          kept.set(number, rank);
        });
        if (kept.has(first)) kept.set(first, 0);
        kept.forEach(function (rank, number) { shelves[rank].push(number); });
        sure = terms.every(function (term) { return Array.from(term).length === 2; });
        var result = { terms: terms, found: found, kept: kept, number: kept.size, sure: sure, more: more };
        function left() { return shelves.reduce(function (sum, shelf) { return sum + shelf.length; }, 0); }
        function ahead(wanted) {
          var next = [];
          shelves.forEach(function (shelf) { next = next.concat(shelf.slice(0, wanted - next.length)); });
          return Promise.all(next.filter(function (number) { return !read.has(number); }).map(function (number) {
            return entry(number).then(function (given) { read.set(number, look(given, terms)); });
          }));
        }
        function more(wanted, hits, missed) {
          hits = hits || [];
          missed = missed || 0;
          result.left = left();
          result.sure = result.sure || !result.left;
          if (hits.length >= wanted || !result.left || missed > IN_VAIN) return Promise.resolve(hits);
          return ahead(Math.min(wanted - hits.length, IN_VAIN)).then(function () {
            while (hits.length < wanted && left()) {
              var rank = shelves.findIndex(function (shelf) { return shelf.length; });
              var number = shelves[rank][0];
              if (!read.has(number)) break;
              shelves[rank].shift();
              var hit = read.get(number);
              if (!hit) {
                missed++;
                result.number--;
                kept.delete(number);
                found.delete(number);
              } else if (rank && hit.rank > rank) {
                shelves[hit.rank].push(number);
                shelves[hit.rank].sort(function (a, b) { return a - b; });
              } else hits.push(hit);
            }
            return more(wanted, hits, missed);
          });
        }
        return result;
      });
    }

    /* -- the texts of a hit, with what was asked marked in them -- */
    function marked(into, text, terms, around) {
      var at = fold(text), spans = [];
      terms.forEach(function (term) {
        for (var i = at.text.indexOf(term); i >= 0; i = at.text.indexOf(term, i + term.length)) {
          spans.push([at.from[i], at.to[i + term.length - 1]]);
        }
      });
      spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
      var start = 0, end = text.length;
      if (around && spans.length) {
        start = Math.max(0, spans[0][0] - around);
        end = Math.min(end, spans[0][1] + 2 * around);
      }
      if (start && /[\uDC00-\uDFFF]/.test(text[start])) start--;
      if (/[\uD800-\uDBFF]/.test(text[end - 1]) && end < text.length) end++;
      var done = start;
      if (start) into.appendChild(document.createTextNode("…"));
      spans.forEach(function (span) {
        if (span[0] < done || span[1] > end) return;
        into.appendChild(document.createTextNode(text.slice(done, span[0])));
        into.appendChild(make("mark", "", text.slice(span[0], span[1])));
        done = span[1];
      });
      into.appendChild(document.createTextNode(text.slice(done, end) + (end < text.length ? "…" : "")));
      return into;
    }
    function short(query) { return Array.from(fold(query).text).length < 2; }
    return { root: root, start: start, load: load, rising: rising, fold: fold, search: search, marked: marked, short: short };
  }

  /* -- on the page: elements of a short list, and text -- */
  function make(name, kind, text) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.appendChild(document.createTextNode(text));
    return made;
  }
  function state(badge) {
    var made = make("span", "state " + badge[0]);
    var mark = document.querySelector('.seek-marks [data-shape="' + badge[0] + '"] svg');
    if (mark) made.appendChild(mark.cloneNode(true));
    made.appendChild(document.createTextNode(badge[1]));
    return made;
  }
  function said(result) {
    return !result.number ? "没有找到" : (result.sure ? "找到 " : "约 ") + result.number + " 项";
  }
  function late(work) {
    var timer = 0;
    return function () { clearTimeout(timer); timer = setTimeout(work, WAIT); };
  }
  function broken() { return "搜索现在用不了，请从目录查找，或者刷新页面再试"; }

  window.rectifySearch.engine = Object.assign(site(form.getAttribute("data-root")), {
    form: form, input: form.elements.q, site: site, make: make, state: state, said: said, late: late, broken: broken
  });
})();
